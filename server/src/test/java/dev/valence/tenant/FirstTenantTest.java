package dev.valence.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.valence.TestDatabase;
import dev.valence.activity.AuditLog;
import dev.valence.vault.TestVault;
import dev.valence.vault.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstTenantTest {
    private final Jdbi jdbi = TestDatabase.create();

    @TempDir
    Path data;

    @Test
    void aGeneratedPasswordIsInAFileOfTheOwnerAndLogsIn() throws IOException {
        FirstTenant.FirstUser user = tenant(Optional.empty()).ensure();

        Path file = data.resolve("first-user.txt");
        assertThat(user.passwordFile()).contains(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(2).first().isEqualTo("email: admin@valence.local");
        String password = lines.get(1).substring("password: ".length());
        assertThat(login().open("ADMIN@valence.local", password, "127.0.0.1")).isNotBlank();
        try (var left = Files.list(data)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void aSecondStartFindsTheSameUserAndSaysWhereThePasswordIs() throws IOException {
        FirstTenant.FirstUser user = tenant(Optional.empty()).ensure();
        String text = Files.readString(data.resolve("first-user.txt"));

        FirstTenant.FirstUser again = tenant(Optional.empty()).ensure();
        assertThat(again.userId()).isEqualTo(user.userId());
        assertThat(again.passwordFile()).isEqualTo(user.passwordFile());
        assertThat(user.freshPassword()).isPresent();
        assertThat(again.freshPassword()).isEmpty();
        assertThat(data.resolve("first-user.txt")).hasContent(text);
    }

    @Test
    void aChosenPasswordIsNotWrittenAndALaterOneChangesNothing() {
        tenant(Optional.of("the first password")).ensure();
        FirstTenant.FirstUser again = tenant(Optional.of("another password")).ensure();

        assertThat(again.passwordFile()).isEmpty();
        assertThat(login().isPassword(again.userId(), "the first password")).isTrue();
        assertThat(login().isPassword(again.userId(), "another password")).isFalse();
    }

    @Test
    void processesThatStartAtOnceOnAnEmptyDatabaseMakeOneTenant() throws Exception {
        int processes = 5;
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService pool = Executors.newFixedThreadPool(processes)) {
            var started = IntStream.range(0, processes)
                    .mapToObj(i -> pool.submit(() -> {
                        go.await();
                        return tenant(Optional.of("password " + i)).ensure();
                    }))
                    .toList();
            go.countDown();
            for (var one : started) {
                assertThat(one.get().userId()).isEqualTo(2);
            }
        }
        assertThat(count("organization")).isEqualTo(2);
        assertThat(count("account")).isEqualTo(2);
        assertThat(count("users")).isEqualTo(2);
    }

    private long count(String table) {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from " + table)
                .mapTo(Long.class)
                .one());
    }

    private FirstTenant tenant(Optional<String> password) {
        return new FirstTenant(
                jdbi, secrets(), TestTenant.PASSWORDS, Clock.systemUTC(), data, "admin@valence.local", password);
    }

    private Login login() {
        return new Login(jdbi, TestVault.create(jdbi), secrets(), TestTenant.PASSWORDS, Clock.systemUTC());
    }

    private OwnerSecrets secrets() {
        Vault vault = TestVault.create(jdbi);
        Callers callers = new Callers(
                jdbi,
                vault,
                TestVault.notices(jdbi),
                new Sessions(jdbi, vault, TestVault.notices(jdbi), Clock.systemUTC(), Ticker.systemTicker()),
                new UserPasses(),
                Ticker.systemTicker());
        return new OwnerSecrets(jdbi, vault, callers, new AuditLog(jdbi, Clock.systemUTC()));
    }
}
