package dev.valence.reception;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.valence.element.Element;
import dev.valence.element.WebhookRegistration;
import dev.valence.element.Webhooks;
import dev.valence.store.Database;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the instances of a post whose address names none, by {@code event.notification.instance.finder}: paths into the
 * body, separated by bars. When the first of two is a configuration key, its value is compared with what stands at the
 * second; else the values at all paths are compared with the ids that the provider gave the instance's webhooks, and with
 * the configuration entry of the same name.
 */
@Singleton
final class InstanceFinder {
    static final String KEY = "event.notification.instance.finder";
    /** A post for more instances than this is a slip in the configuration. */
    private static final int MOST = 100;

    private final Database database;
    private final Cache<String, List<String>> finders = Caffeine.newBuilder()
            .maximumSize(1_000)
            .expireAfterWrite(Duration.ofSeconds(10))
            .build();

    InstanceFinder(Database database) {
        this.database = database;
    }

    /** Whether any instance of the element could be found so; then the post is worth parsing. */
    boolean knows(Element element) {
        return !finders(element).isEmpty();
    }

    /** The instances that the post is for; who posted it is still to be checked. */
    Set<Long> find(Element element, JsonNode body) {
        Set<Long> found = new LinkedHashSet<>();
        for (String finder : finders(element)) {
            found.addAll(find(element, finder, body));
        }
        return found;
    }

    private List<String> finders(Element element) {
        return finders.get(element.key(), key -> {
            Set<String> all = new LinkedHashSet<>();
            element.defaultOf(KEY).filter(text -> !text.isBlank()).ifPresent(all::add);
            all.addAll(database.jdbi()
                    .withHandle(handle -> handle.createQuery("""
                                    select distinct c.value from instance i
                                    join instance_configuration c on c.instance_id = i.id
                                    where i.element_id = :element and c.key = :key and c.value <> '' limit :most""")
                            .bind("element", element.id())
                            .bind("key", KEY)
                            .bind("most", MOST)
                            .mapTo(String.class)
                            .list()));
            return List.copyOf(all);
        });
    }

    private Set<Long> find(Element element, String finder, JsonNode body) {
        List<String> parts = Arrays.stream(finder.split("\\|", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
        Set<Long> found = new LinkedHashSet<>();
        if (parts.size() == 2 && isKey(element, parts.getFirst())) {
            value(body, parts.getLast())
                    .forEach(value -> found.addAll(instances(element, finder, List.of(parts.getFirst()), value)));
            return found;
        }
        for (String path : parts) {
            List<String> keys = new ArrayList<>(List.of("event.notification.subscription.id", path));
            element.webhooks()
                    .flatMap(Webhooks::registration)
                    .map(WebhookRegistration::ids)
                    .ifPresent(keys::add);
            value(body, path).forEach(value -> found.addAll(instances(element, finder, keys, value)));
        }
        return found;
    }

    /** A declared key, or one that instances were given. */
    private boolean isKey(Element element, String name) {
        return element.entry(name).isPresent()
                || database.jdbi()
                        .withHandle(handle -> handle.createQuery("""
                                        select exists (select from instance i
                                            join instance_configuration c on c.instance_id = i.id
                                            where i.element_id = :element and c.key = :key)""")
                                .bind("element", element.id())
                                .bind("key", name)
                                .mapTo(Boolean.class)
                                .one());
    }

    /** Of secrets there is nothing to compare with; entries may be lists with commas. */
    private List<Long> instances(Element element, String finder, List<String> keys, String value) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                                select distinct i.id from instance i
                                join instance_configuration c on c.instance_id = i.id
                                left join instance_configuration f on f.instance_id = i.id and f.key = :finderKey
                                where i.element_id = :element and c.key = any(:keys)
                                    and :value = any(regexp_split_to_array(c.value, '\\s*,\\s*'))
                                    and coalesce(f.value, :default) = :finder
                                order by i.id limit :most""")
                        .bind("element", element.id())
                        .bind("finderKey", KEY)
                        .bindArray("keys", String.class, keys)
                        .bind("value", value)
                        .bind("default", element.defaultOf(KEY).orElse(""))
                        .bind("finder", finder)
                        .bind("most", MOST)
                        .mapTo(Long.class)
                        .list());
    }

    /** What stands at a path of names and numbers with dots between. */
    private static List<String> value(JsonNode body, String path) {
        JsonNode node = body;
        for (String name : path.split("\\.", -1)) {
            node = node.isArray() && name.matches("\\d{1,6}") ? node.path(Integer.parseInt(name)) : node.path(name);
        }
        return node.isValueNode()
                        && !node.isNull()
                        && !node.asText().isEmpty()
                        && node.asText().indexOf('\0') < 0
                ? List.of(node.asText())
                : List.of();
    }
}
