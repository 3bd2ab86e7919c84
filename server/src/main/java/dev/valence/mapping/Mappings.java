package dev.valence.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.valence.element.Element;
import dev.valence.http.BadRequest;
import dev.valence.instance.Connection;
import dev.valence.store.ChangeNotices;
import dev.valence.store.Database;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/** The mapped objects of instances, ready to be used; kept in memory until something changes, and a minute at most. */
@Singleton
public class Mappings {
    /** Topic of the notices that definitions or transformations of an organization changed. */
    static final String TOPIC = "mapping";

    private static final Logger LOG = Logger.getLogger(Mappings.class);

    private final Jdbi jdbi;
    private final AtomicLong changes = new AtomicLong();
    private final Cache<Long, SequencedMap<String, ObjectMapping>> byInstance = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    Mappings(Database database, ChangeNotices notices) {
        this.jdbi = database.jdbi();
        notices.subscribe(TOPIC, organization -> forget(), this::forget);
    }

    /** The instance's mapped objects by name, when they are in memory; never blocks. */
    public Optional<SequencedMap<String, ObjectMapping>> cached(long instanceId) {
        return Optional.ofNullable(byInstance.getIfPresent(instanceId));
    }

    /** The same, read when need be; blocks. */
    public SequencedMap<String, ObjectMapping> of(Connection connection) {
        return cached(connection.instanceId()).orElseGet(() -> {
            long before = changes.get();
            SequencedMap<String, ObjectMapping> read = read(connection);
            byInstance.put(connection.instanceId(), read);
            if (changes.get() != before) {
                // The rows may have been read before a change whose notice came before the put.
                byInstance.invalidate(connection.instanceId());
            }
            return read;
        });
    }

    private void forget() {
        changes.incrementAndGet();
        byInstance.invalidateAll();
    }

    private SequencedMap<String, ObjectMapping> read(Connection connection) {
        return read(
                Scope.instance(connection.organizationId(), connection.accountId(), connection.instanceId()),
                connection.element());
    }

    /** The mapped objects of an element that are in force for a scope, by name. */
    SequencedMap<String, ObjectMapping> read(Scope scope, Element element) {
        SequencedMap<String, ObjectMapping> mappings = new LinkedHashMap<>();
        jdbi.useTransaction(handle -> {
            Map<String, ObjectNode> definitions = Definitions.inForce(handle, scope);
            Transformations.levels(handle, scope, element.key()).forEach((name, levels) -> {
                try {
                    mappings.put(name, Transformations.mapping(name, levels, definitions));
                } catch (BadRequest e) {
                    // Changes are checked; rows that were stored before some rule may break it.
                    mappings.put(name, ObjectMapping.broken(name, LevelChecks.fault(name, levels, e)));
                    LOG.infof(
                            "%s at the %s is not mapped: %s",
                            name, scope.level().wire(), e.getMessage());
                }
            });
        });
        return mappings;
    }
}
