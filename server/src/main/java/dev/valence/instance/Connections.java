package dev.valence.instance;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.valence.element.Catalog;
import dev.valence.store.ChangeNotices;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** The instances that calls run through, kept in memory until they change, and a few seconds at most. */
@Singleton
public class Connections {
    private final Instances instances;
    private final Catalog catalog;
    private final Cache<Long, Connection> byId = Caffeine.newBuilder()
            .maximumSize(50_000)
            .expireAfterWrite(Duration.ofSeconds(10))
            .build();

    public Connections(Instances instances, Catalog catalog, ChangeNotices notices) {
        this.instances = instances;
        this.catalog = catalog;
        notices.subscribe(Instances.TOPIC, id -> byId.invalidate(Long.valueOf(id)), byId::invalidateAll);
    }

    /** The connection when it is in memory; never blocks. */
    public Optional<Connection> cached(long instanceId) {
        return Optional.ofNullable(byId.getIfPresent(instanceId));
    }

    /** The connection of an instance, read when need be; blocks. Empty when the instance is gone. */
    public Optional<Connection> find(long instanceId) {
        return cached(instanceId).or(() -> instances.find(instanceId).map(this::keep));
    }

    /** The connection that an element token selects; blocks. */
    public Optional<Connection> findByToken(String token) {
        return instances.findByToken(token).map(this::keep);
    }

    private Connection keep(Instance instance) {
        Connection connection = Connection.of(catalog.require(instance.elementKey()), instance);
        byId.put(instance.id(), connection);
        return connection;
    }
}
