package dev.valence.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.TestDatabase;
import dev.valence.store.ChangeNotices;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

class VaultTest {
    private static final String SECRET = "refresh-token-of-ada";
    private static final RowIdentity ROW = new RowIdentity("credential", 7, "refresh_token");

    private final Jdbi jdbi = TestDatabase.create();
    private final Vault vault = TestVault.create(jdbi);

    @Test
    void whatWasEncryptedComesBack() {
        for (String plain : new String[] {"", SECRET, "ü€😀".repeat(10_000)}) {
            assertThat(vault.decrypt(2, vault.encrypt(2, plain, ROW), ROW)).isEqualTo(plain);
        }
    }

    @Test
    void equalSecretsHaveDifferentCiphertextsWithoutThePlainText() {
        byte[] once = vault.encrypt(2, SECRET, ROW);

        assertThat(vault.encrypt(2, SECRET, ROW)).isNotEqualTo(once);
        assertThat(new String(once, StandardCharsets.ISO_8859_1)).doesNotContain(SECRET);
    }

    @Test
    void everyFlippedBitIsNoticed() {
        byte[] sealed = vault.encrypt(2, SECRET, ROW);
        for (int i = 0; i < sealed.length; i++) {
            byte[] altered = sealed.clone();
            altered[i] ^= 1;
            assertBroken(2, altered, ROW);
        }
        for (int length = 0; length < sealed.length; length++) {
            assertBroken(2, Arrays.copyOf(sealed, length), ROW);
        }
    }

    @Test
    void aCiphertextMovedToAnotherRowColumnTableOrOrganizationDoesNotDecrypt() {
        byte[] sealed = vault.encrypt(2, SECRET, ROW);

        assertBroken(2, sealed, new RowIdentity("credential", 8, "refresh_token"));
        assertBroken(2, sealed, new RowIdentity("credential", 7, "access_token"));
        assertBroken(2, sealed, new RowIdentity("users", 7, "refresh_token"));
        assertBroken(3, sealed, ROW);
    }

    @Test
    void aDataKeyCopiedFromAnotherOrganizationIsRefused() {
        byte[] sealed = vault.encrypt(2, SECRET, ROW);
        vault.encrypt(3, SECRET, ROW);
        jdbi.useHandle(handle ->
                handle.execute("update data_key set keyset = (select keyset from data_key where organization_id = 2)"
                        + " where organization_id = 3"));

        assertThatThrownBy(() -> TestVault.create(jdbi).decrypt(3, sealed, ROW))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("organization 3")
                .hasMessageContaining("altered");
    }

    @Test
    void afterRotationOldAndNewDecryptAndTheNewKeyIsUsed() {
        byte[] before = vault.encrypt(2, SECRET, ROW);
        vault.rotate(2);
        byte[] after = vault.encrypt(2, SECRET, ROW);

        assertThat(keyId(after)).isNotEqualTo(keyId(before));
        assertThat(vault.decrypt(2, before, ROW)).isEqualTo(SECRET);
        assertThat(vault.decrypt(2, after, ROW)).isEqualTo(SECRET);
        assertThat(TestVault.create(jdbi).decrypt(2, before, ROW)).isEqualTo(SECRET);
    }

    @Test
    void anotherProcessReadsWhatWasEncryptedAfterARotationItMissed() {
        ChangeNotices deaf = new ChangeNotices(TestVault.database(jdbi));
        deaf.close();
        Vault other = new Vault(TestVault.database(jdbi), deaf, Clock.systemUTC(), place());
        byte[] before = vault.encrypt(2, SECRET, ROW);
        assertThat(other.decrypt(2, before, ROW)).isEqualTo(SECRET);
        vault.rotate(2);

        assertThat(other.decrypt(2, vault.encrypt(2, "newer", ROW), ROW)).isEqualTo("newer");
    }

    @Test
    void onlyKeysThatAreOldEnoughAreRotatedAndOnlyOnce() {
        Instant now = Instant.parse("2026-03-01T00:00:00Z");
        Vault later = vaultAt(now.plus(Duration.ofDays(91)));
        byte[] before = vaultAt(now).encrypt(2, SECRET, ROW);
        later.encrypt(3, SECRET, ROW);

        assertThat(vaultAt(now.plus(Duration.ofDays(89))).rotateOlderThan(Duration.ofDays(90)))
                .isZero();
        assertThat(later.rotateOlderThan(Duration.ofDays(90))).isOne();
        assertThat(later.rotateOlderThan(Duration.ofDays(90))).isZero();
        assertThat(keyId(later.encrypt(2, SECRET, ROW))).isNotEqualTo(keyId(before));
        assertThat(later.decrypt(2, before, ROW)).isEqualTo(SECRET);
    }

    @Test
    void processesThatUseANewOrganizationAtOnceAgreeOnItsKey() throws Exception {
        int callers = 8;
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService pool = Executors.newFixedThreadPool(callers)) {
            var sealed = IntStream.range(0, callers)
                    .mapToObj(i -> TestVault.create(jdbi))
                    .map(node -> pool.submit(() -> {
                        go.await();
                        return node.encrypt(5, SECRET, ROW);
                    }))
                    .toList();
            go.countDown();
            for (var one : sealed) {
                assertThat(vault.decrypt(5, one.get(), ROW)).isEqualTo(SECRET);
            }
        }
    }

    @Test
    void lookUpHashesAreKeyedStableAndAlikeInEveryProcess() {
        assertThat(vault.lookupHash(SECRET))
                .hasSize(32)
                .isEqualTo(vault.lookupHash(SECRET))
                .isEqualTo(TestVault.create(jdbi).lookupHash(SECRET))
                .isNotEqualTo(vault.lookupHash(SECRET + "x"))
                .isNotEqualTo(TestVault.create(TestDatabase.create()).lookupHash(SECRET));
    }

    private Vault vaultAt(Instant now) {
        return TestVault.open(jdbi, place(), Clock.fixed(now, ZoneOffset.UTC));
    }

    private static MasterKeyPlace place() {
        return new MasterKeyPlace(Path.of("unused"), Optional.of(TestVault.KEY));
    }

    private void assertBroken(long organizationId, byte[] sealed, RowIdentity row) {
        assertThatThrownBy(() -> vault.decrypt(organizationId, sealed, row))
                .isInstanceOf(SealBroken.class)
                .hasMessageContaining(row.toString())
                .hasMessageNotContaining(SECRET);
    }

    private static String keyId(byte[] sealed) {
        return HexFormat.of().formatHex(sealed, 0, 5);
    }
}
