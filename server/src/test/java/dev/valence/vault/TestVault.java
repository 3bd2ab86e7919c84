package dev.valence.vault;

import dev.valence.store.ChangeNotices;
import dev.valence.store.Database;
import dev.valence.store.DatabaseSettings;
import java.nio.file.Path;
import java.sql.DatabaseMetaData;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Jdbi;

/** Vaults and change notices over a test's database, for the tests of packages above. They end with the test JVM. */
public final class TestVault {
    /** Base64 of 32 zero bytes; a test database keeps no real secrets. */
    public static final String KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private static final Map<String, Database> DATABASES = new ConcurrentHashMap<>();
    private static final Map<String, ChangeNotices> NOTICES = new ConcurrentHashMap<>();

    private TestVault() {}

    /** A vault as one server process has it. */
    public static Vault create(Jdbi jdbi) {
        return open(jdbi, KEY);
    }

    /** A vault with a given list of master keys. */
    public static Vault open(Jdbi jdbi, String masterKey) {
        return open(jdbi, new MasterKeyPlace(Path.of("unused"), Optional.of(masterKey)), Clock.systemUTC());
    }

    static Vault open(Jdbi jdbi, MasterKeyPlace place, Clock clock) {
        return new Vault(database(jdbi), notices(jdbi), clock, place);
    }

    /** The store's view of a test database. */
    public static Database database(Jdbi jdbi) {
        return DATABASES.computeIfAbsent(url(jdbi), url -> new Database(settings(jdbi)));
    }

    /** The notices of one server process. */
    public static ChangeNotices notices(Jdbi jdbi) {
        return NOTICES.computeIfAbsent(url(jdbi), url -> new ChangeNotices(database(jdbi)));
    }

    private static DatabaseSettings settings(Jdbi jdbi) {
        String user = jdbi.withHandle(handle -> handle.queryMetadata(DatabaseMetaData::getUserName));
        return new DatabaseSettings(
                Path.of("unused"),
                Optional.of(url(jdbi)),
                Optional.empty(),
                Optional.of(user),
                Optional.of("unused"),
                8);
    }

    private static String url(Jdbi jdbi) {
        return jdbi.withHandle(handle -> handle.queryMetadata(DatabaseMetaData::getURL));
    }
}
