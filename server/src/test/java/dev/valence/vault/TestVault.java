package dev.valence.vault;

import dev.valence.store.ChangeNotices;
import dev.valence.store.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Vaults for the tests of packages above. */
public final class TestVault {
    /** Base64 of 32 zero bytes; every test database is as good as empty. */
    public static final String KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private TestVault() {}

    /** A vault of a fresh database. */
    public static Vault create(Jdbi jdbi) {
        return open(jdbi, KEY);
    }

    /** A vault with a given list of master keys. */
    public static Vault open(Jdbi jdbi, String masterKey) {
        return open(jdbi, new MasterKeyPlace(Path.of("unused"), Optional.of(masterKey)), Clock.systemUTC());
    }

    static Vault open(Jdbi jdbi, MasterKeyPlace place, Clock clock) {
        return new Vault(new Database(jdbi), new ChangeNotices(), clock, place);
    }
}
