package dev.valence.store;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the data are.
 *
 * @param data the folder of this process: lock, keys and, without a URL, the embedded PostgreSQL
 * @param url the external database, as {@code postgresql://user:password@host:port/name} or {@code jdbc:postgresql://...};
 *     empty means the embedded one
 * @param listenUrl the same database without a pooler in between, for change notices; empty means {@code url}
 * @param user wins over the user in the URLs
 * @param password wins over the password in the URLs
 * @param poolSize the most connections this process opens, besides one for change notices
 */
public record DatabaseSettings(
        Path data,
        Optional<String> url,
        Optional<String> listenUrl,
        Optional<String> user,
        Optional<String> password,
        int poolSize) {

    /** Migrations hold two connections at once, and every second one is a waiting request. */
    private static final int SMALLEST_POOL = 4;

    public DatabaseSettings {
        if (poolSize < SMALLEST_POOL) {
            throw new StartupFailure("valence.database-pool-size (VALENCE_DATABASE_POOL_SIZE) is " + poolSize
                    + "; it must be at least " + SMALLEST_POOL);
        }
    }

    /** The embedded PostgreSQL in the given folder. */
    public static DatabaseSettings embedded(Path data) {
        return new DatabaseSettings(data, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 16);
    }

    Optional<DatabaseAddress> address() {
        return url.map(given -> DatabaseAddress.parse("VALENCE_DATABASE_URL", given, user, password));
    }

    Optional<DatabaseAddress> listenAddress() {
        return listenUrl.map(given -> DatabaseAddress.parse("VALENCE_DATABASE_LISTEN_URL", given, user, password));
    }

    /** Without the URLs and the password: they are secrets. */
    @Override
    public String toString() {
        return "DatabaseSettings[data=" + data + ", poolSize=" + poolSize + "]";
    }
}
