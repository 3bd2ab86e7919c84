package dev.valence.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.element.Element;
import dev.valence.http.BadRequest;
import dev.valence.http.Conflict;
import dev.valence.http.Json;
import dev.valence.http.NotFound;
import dev.valence.http.StorableText;
import dev.valence.store.Database;
import dev.valence.tenant.Caller;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;

/** How objects are mapped to those of elements, by level. */
@Singleton
public class Transformations {
    /** Hubs whose objects are files and messages in flight. */
    private static final Set<String> WITHOUT = Set.of("documents", "messaging");

    private static final DateTimeFormatter START = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");

    private final Jdbi jdbi;
    private final MappingChanges changes;
    private final WhereSyntax where;
    private final Clock clock;

    Transformations(Database database, MappingChanges changes, WhereSyntax where, Clock clock) {
        this.jdbi = database.jdbi();
        this.changes = changes;
        this.where = where;
        this.clock = clock;
    }

    /** The transformations of exactly this level for an element, by the object's name. */
    SequencedMap<String, ObjectNode> own(Scope scope, Element element) {
        return typed(scope, handle -> own(handle, scope, element.key()));
    }

    /** What is in force at this level: its own transformations with what they inherit, and those above it. */
    public SequencedMap<String, ObjectNode> inForce(Scope scope, Element element) {
        return typed(scope, handle -> inForce(handle, scope, element.key()));
    }

    private SequencedMap<String, ObjectNode> typed(
            Scope scope, HandleCallback<SequencedMap<String, ObjectNode>, RuntimeException> read) {
        return jdbi.withHandle(handle -> {
            SequencedMap<String, ObjectNode> found = read.withHandle(handle);
            Map<String, ObjectNode> definitions = Definitions.inForce(handle, scope);
            found.forEach((name, json) -> type(json, types(definitions.getOrDefault(name, json))));
            return found;
        });
    }

    /** Gives fields that were sent without a type that of their definition; what has none there may be anything. */
    static void type(ObjectNode json, Map<String, String> types) {
        json.path("fields").forEach(field -> {
            if (field instanceof ObjectNode object && !object.path("type").isTextual()) {
                String type =
                        types.getOrDefault(FieldPath.plain(object.path("path").asText()), "");
                object.put("type", type.isEmpty() ? ValueType.ANY.wire() : type);
            }
        });
    }

    static SequencedMap<String, ObjectNode> inForce(Handle handle, Scope scope, String elementKey) {
        SequencedMap<String, ObjectNode> merged = new LinkedHashMap<>();
        levels(handle, scope, elementKey)
                .forEach((name, levels) -> merged.put(name, LevelMerge.transformation(levels)));
        return merged;
    }

    /** The mapping of one object as it is in force; empty when there is none. */
    Optional<ObjectMapping> mapping(Scope scope, Element element, String name) {
        return jdbi.inTransaction(handle -> Optional.ofNullable(
                        levels(handle, scope, element.key()).get(name))
                .map(levels -> mapping(name, levels, Definitions.inForce(handle, scope))));
    }

    static ObjectMapping mapping(
            String name, SequencedMap<Level, ObjectNode> levels, Map<String, ObjectNode> definitions) {
        ObjectNode merged = LevelMerge.transformation(levels);
        return TransformationReader.mapping(
                name, merged, types(definitions.getOrDefault(name, merged)), LevelMerge.scripts(levels));
    }

    /** By the object's name, what each level says, from the widest on. */
    static Map<String, SequencedMap<Level, ObjectNode>> levels(Handle handle, Scope scope, String elementKey) {
        Map<String, SequencedMap<Level, ObjectNode>> byName = new TreeMap<>();
        for (Scope each : scope.chain()) {
            own(handle, each, elementKey)
                    .forEach((name, json) -> byName.computeIfAbsent(name, any -> new LinkedHashMap<>())
                            .put(each.level(), json));
        }
        return byName;
    }

    /** Makes one, or replaces one that has to be there. */
    void put(Caller caller, Scope scope, Element element, String name, JsonNode json, boolean replace) {
        changes.change(scope.organizationId(), handle -> put(handle, caller, scope, element, name, json, replace));
    }

    void put(Handle handle, Caller caller, Scope scope, Element element, String name, JsonNode json, boolean replace) {
        Set<Scope> broken = LevelChecks.broken(handle, scope, element.key(), name);
        store(handle, scope, element, name, json, replace);
        check(handle, caller, scope, element, name, broken);
    }

    /** Stores one as it is; {@link #check} has to follow in the same transaction, when all that belongs together is stored. */
    void store(Handle handle, Scope scope, Element element, String name, JsonNode json, boolean replace) {
        if (!Definitions.inForce(handle, scope).containsKey(name)) {
            throw new NotFound("No definition of " + name + " found at the level "
                    + scope.level().wire() + " or above; make it first");
        }
        boolean there = own(handle, scope, element.key()).containsKey(name);
        if (replace && !there) {
            throw missing(scope, name);
        }
        if (there && !replace) {
            throw taken(scope, element, name);
        }
        int changed = ScopedRows.bind(
                        handle.createUpdate(
                                replace
                                        ? """
                            update transformation set json = :json, started_at = :now""" + ScopedRows.OF_SCOPE + " and element_key = :element and name = :name"
                                        : """
                            insert into transformation (organization_id, account_id, instance_id, element_key, name, json,
                                started_at)
                            values (:organization, :account, :instance, :element, :name, :json, :now)
                            on conflict do nothing"""),
                        scope)
                .bind("element", element.key())
                .bind("name", name)
                .bind("json", checked(element, name, json))
                .bind("now", OffsetDateTime.now(clock))
                .execute();
        if (changed == 0) {
            throw replace ? missing(scope, name) : taken(scope, element, name);
        }
    }

    /**
     * Whether what is stored goes together with the levels above and below.
     *
     * @param broken the levels below that did not work before it was stored
     * @throws BadRequest saying which fields of which levels clash
     */
    void check(Handle handle, Caller caller, Scope scope, Element element, String name, Set<Scope> broken) {
        LevelChecks.check(handle, scope, element.key(), name, broken, caller)
                .flatMap(ObjectMapping::query)
                .ifPresent(where::check);
    }

    private static Conflict taken(Scope scope, Element element, String name) {
        return new Conflict("The " + scope.level().wire() + " has a transformation of " + name + " for " + element.key()
                + " already; PUT replaces it");
    }

    /** Deletes one, or all of the level for an element when no name is given. */
    void delete(Caller caller, Scope scope, Element element, Optional<String> name) {
        changes.change(scope.organizationId(), handle -> {
            List<String> gone = name.map(List::of)
                    .orElseGet(
                            () -> List.copyOf(own(handle, scope, element.key()).keySet()));
            Map<String, Set<Scope>> broken = new HashMap<>();
            gone.forEach(each -> broken.put(each, LevelChecks.broken(handle, scope, element.key(), each)));
            if (delete(handle, scope, element.key(), name) == 0) {
                throw name.map(text -> missing(scope, text)).orElseGet(() -> none(scope, element));
            }
            broken.forEach((each, before) -> LevelChecks.check(handle, scope, element.key(), each, before, caller));
        });
    }

    static int delete(Handle handle, Scope scope, String elementKey, Optional<String> name) {
        return ScopedRows.bind(
                        handle.createUpdate("delete from transformation" + ScopedRows.OF_SCOPE
                                + " and element_key = :element and (:name::text is null or name = :name)"),
                        scope)
                .bind("element", elementKey)
                .bind("name", name.orElse(null))
                .execute();
    }

    static void rename(Handle handle, Caller caller, Scope scope, String from, String to) {
        List<Renamed> renamed = handle
                .createQuery("""
                        select distinct element_key from transformation
                        where organization_id = :organization and name in (:from, :to) order by element_key""")
                .bind("organization", scope.organizationId())
                .bind("from", from)
                .bind("to", to)
                .mapTo(String.class)
                .list()
                .stream()
                .flatMap(element -> Stream.of(from, to)
                        .map(name -> new Renamed(element, name, LevelChecks.broken(handle, scope, element, name))))
                .toList();
        ScopedRows.bind(
                        handle.createUpdate(
                                "update transformation set name = :to" + ScopedRows.OF_SCOPE + " and name = :name"),
                        scope)
                .bind("name", from)
                .bind("to", to)
                .execute();
        renamed.forEach(each -> LevelChecks.check(handle, scope, each.element(), each.name(), each.broken(), caller));
    }

    /** A name that a renaming gives or takes, with the levels below that did not work before. */
    private record Renamed(String element, String name, Set<Scope> broken) {}

    /** The name of an object of this level or below that has a transformation. */
    static Optional<String> ofObject(Handle handle, Scope scope, Optional<String> name) {
        return ScopedRows.bind(
                        handle.createQuery("select t.name from transformation t" + ScopedRows.BELOW
                                + " and (:name::text is null or t.name = :name) and exists (select from object_definition d"
                                + " where d.organization_id = :organization and d.account_id is not distinct from :account"
                                + " and d.instance_id is not distinct from :instance and d.name = t.name)"
                                + " order by t.name limit 1"),
                        scope)
                .bind("name", name.orElse(null))
                .mapTo(String.class)
                .findOne();
    }

    /** The types of a definition's fields, by path. */
    static Map<String, String> types(JsonNode definition) {
        Map<String, String> types = new HashMap<>();
        definition
                .path("fields")
                .forEach(field -> types.put(
                        FieldPath.plain(field.path("path").asText()),
                        field.path("type").asText()));
        return types;
    }

    static NotFound missing(Scope scope, String name) {
        return new NotFound("No transformation of " + name + " found at the level "
                + scope.level().wire());
    }

    static NotFound none(Scope scope, Element element) {
        return new NotFound("No transformations for " + element.key() + " found at the level "
                + scope.level().wire());
    }

    /** As it is stored; its fields are looked at by themselves, for the levels together hide those that are there twice. */
    private static String checked(Element element, String name, JsonNode json) {
        if (WITHOUT.contains(element.hub())) {
            throw new BadRequest("Objects of the hub " + element.hub() + " cannot be mapped");
        }
        TransformationShape.require(name, json);
        if (json.path("vendorName").asText().isBlank()) {
            throw new BadRequest("The transformation of " + name + " needs vendorName, the object of " + element.name()
                    + " that it maps to");
        }
        ObjectNode own = json.deepCopy();
        own.path("fields").forEach(field -> {
            if (field instanceof ObjectNode object) {
                // Where it was read from says nothing about where it is stored.
                object.remove("level");
            }
        });
        TransformationReader.mapping(name, own, Map.of(), List.of());
        return StorableText.require(own.toString(), "The transformation");
    }

    static SequencedMap<String, ObjectNode> own(Handle handle, Scope scope, String elementKey) {
        SequencedMap<String, ObjectNode> transformations = new LinkedHashMap<>();
        ScopedRows.bind(
                        handle.createQuery("select name, json, started_at from transformation" + ScopedRows.OF_SCOPE
                                + " and element_key = :element order by name"),
                        scope)
                .bind("element", elementKey)
                .map((row, context) -> Map.entry(
                        row.getString("name"),
                        shown(
                                row.getString("name"),
                                Stored.json(row.getString("json")),
                                row.getObject("started_at", OffsetDateTime.class),
                                scope.level())))
                .forEach(entry -> transformations.put(entry.getKey(), entry.getValue()));
        return transformations;
    }

    static ObjectNode shown(String name, JsonNode json, OffsetDateTime start, Level level) {
        ObjectNode shown = Json.MAPPER.createObjectNode();
        shown.put("level", level.wire());
        shown.put("objectName", name);
        json.properties().forEach(member -> {
            if (!shown.has(member.getKey())) {
                shown.set(member.getKey(), member.getValue());
            }
        });
        shown.put("startDate", start.withOffsetSameInstant(ZoneOffset.UTC).format(START));
        // The contract has two opinions of what it says; it is false until somebody sends it.
        shown.put("isLegacy", json.path("isLegacy").asBoolean(false));
        var fields = Json.MAPPER.createArrayNode();
        json.path("fields").forEach(field -> {
            ObjectNode copy = field.deepCopy();
            fields.add(copy.put("level", level.wire()));
        });
        shown.set("fields", fields);
        return shown;
    }
}
