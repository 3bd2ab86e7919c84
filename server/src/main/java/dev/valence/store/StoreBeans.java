package dev.valence.store;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the store takes from the settings and gives to all packages. */
final class StoreBeans {
    /** The time of every package, in UTC, so that tests can set it. */
    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    DatabaseSettings databaseSettings(
            @ConfigProperty(name = "valence.data", defaultValue = "data") Path data,
            @ConfigProperty(name = "valence.database-url") Optional<String> url,
            @ConfigProperty(name = "valence.database-listen-url") Optional<String> listenUrl,
            @ConfigProperty(name = "valence.database-user") Optional<String> user,
            @ConfigProperty(name = "valence.database-password") Optional<String> password,
            @ConfigProperty(name = "valence.database-pool-size", defaultValue = "16") int poolSize) {
        return new DatabaseSettings(data, url, listenUrl, user, password, poolSize);
    }
}
