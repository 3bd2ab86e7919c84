package dev.valence.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.TestDatabase;
import dev.valence.store.StartupFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterKeyTest {
    private static final String NEW_KEY =
            Base64.getEncoder().encodeToString("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    private static final RowIdentity ROW = new RowIdentity("credential", 7, "refresh_token");

    private final Jdbi jdbi = TestDatabase.create();

    @TempDir
    Path data;

    @Test
    void theFirstStartMakesAFileThatOnlyTheOwnerReads() throws IOException {
        byte[] sealed = fromFile().encrypt(2, "secret", ROW);

        Path file = data.resolve("master.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Base64.getDecoder().decode(Files.readString(file).strip())).hasSize(32);
        try (var left = Files.list(data)) {
            assertThat(left).containsExactly(file);
        }
        assertThat(fromFile().decrypt(2, sealed, ROW)).isEqualTo("secret");
    }

    @Test
    void aLostFileIsNeverReplacedByANewKey() throws IOException {
        fromFile();
        Files.delete(data.resolve("master.key"));

        assertThatThrownBy(this::fromFile)
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("the master key is missing")
                .hasMessageContaining(data.resolve("master.key").toString())
                .hasMessageContaining("VALENCE_MASTER_KEY");
        assertThat(data.resolve("master.key")).doesNotExist();
    }

    @Test
    void aWrongKeyStopsTheStartInOneSentenceThatNamesItsSource() {
        TestVault.create(jdbi);

        assertThatThrownBy(() -> TestVault.open(jdbi, NEW_KEY))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("VALENCE_MASTER_KEY")
                .hasMessageContaining("does not fit this database")
                .hasMessageNotContaining(NEW_KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "!not base64 at all!", "AAAA", ",", TestVault.KEY + ",", TestVault.KEY + "AAAA"})
    void aMalformedKeyStopsTheStartAndIsNotRepeated(String text) {
        assertThatThrownBy(() -> TestVault.open(jdbi, text))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("not the base64 text of 32 bytes")
                .hasMessageNotContaining("short")
                .hasMessageNotContaining("!")
                .hasMessageNotContaining("AAAA");
    }

    @Test
    void aNewFirstKeyWrapsEverythingAgainAndTheOldOneCanThenBeDropped() {
        Vault old = TestVault.create(jdbi);
        byte[] sealed = old.encrypt(2, "secret", ROW);
        byte[] hash = old.lookupHash("secret");

        TestVault.open(jdbi, NEW_KEY + ", " + TestVault.KEY);
        Vault replaced = TestVault.open(jdbi, NEW_KEY);

        assertThat(replaced.decrypt(2, sealed, ROW)).isEqualTo("secret");
        assertThat(replaced.lookupHash("secret")).isEqualTo(hash);
        assertThatThrownBy(() -> TestVault.create(jdbi)).isInstanceOf(StartupFailure.class);
    }

    @Test
    void anAlteredLookUpKeyStopsTheStart() {
        TestVault.create(jdbi);
        jdbi.useHandle(handle ->
                handle.execute("update lookup_key set sealed = set_byte(sealed, 20, 1 # get_byte(sealed, 20))"));

        assertThatThrownBy(() -> TestVault.create(jdbi)).isInstanceOf(StartupFailure.class);
    }

    @Test
    void theFileWinsOverABlankSetting() {
        byte[] sealed = fromFile().encrypt(2, "secret", ROW);

        Vault blank = TestVault.open(jdbi, new MasterKeyPlace(data, Optional.of("  ")), Clock.systemUTC());

        assertThat(blank.decrypt(2, sealed, ROW)).isEqualTo("secret");
    }

    private Vault fromFile() {
        return TestVault.open(jdbi, new MasterKeyPlace(data, Optional.empty()), Clock.systemUTC());
    }
}
