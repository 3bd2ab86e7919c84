package dev.valence.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded PostgreSQL as the server starts it. All tests share one data folder, as the starts of one installation do. */
class EmbeddedDatabaseTest {
    @TempDir
    private static Path folder;

    private final DatabaseSettings settings = DatabaseSettings.embedded(folder.resolve("data folder"));
    private final Path cluster = settings.data().resolve("postgres");

    @Test
    void dataSurviveARestart() {
        try (Database database = new Database(settings)) {
            remember(database.jdbi(), "before the restart");
        }
        try (Database database = new Database(settings)) {
            assertThat(remembered(database.jdbi())).contains("before the restart");
        }
    }

    @Test
    void committedDataOfAKilledProcessSurvive() throws Exception {
        Process owner = otherProcess();
        try (BufferedReader said = owner.inputReader(StandardCharsets.UTF_8)) {
            assertThat(said.lines().filter(OtherProcess.COMMITTED::equals).findFirst())
                    .isPresent();
            owner.destroyForcibly().waitFor();
            assertThat(new Postmaster(cluster.toRealPath()).runs()).isTrue();
        }
        try (Database database = new Database(settings)) {
            assertThat(remembered(database.jdbi())).contains("by another process");
        }
        assertThat(new Postmaster(cluster.toRealPath()).runs()).isFalse();
    }

    @Test
    void aStrangersProcessNumberInThePidFileDoesNotHinderTheStart() throws Exception {
        try (Database database = new Database(settings)) {
            remember(database.jdbi(), "before the crash");
        }
        Process stranger = new ProcessBuilder("sleep", "60").start();
        Files.writeString(
                cluster.resolve("postmaster.pid"),
                stranger.pid() + "\n" + cluster.toRealPath() + "\n1\n1\n\n127.0.0.1\n 1 1\nready   \n");
        try (Database database = new Database(settings)) {
            assertThat(remembered(database.jdbi())).contains("before the crash");
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroy();
        }
    }

    @Test
    void everyCommitIsWrittenToDisk() {
        try (Database database = new Database(settings)) {
            for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes", "data_checksums")) {
                assertThat(show(database.jdbi(), setting)).as(setting).isEqualTo("on");
            }
        }
    }

    @Test
    void itListensOnLoopbackAndAsksForThePassword() {
        try (Database database = new Database(settings)) {
            assertThat(show(database.jdbi(), "listen_addresses")).isEqualTo("127.0.0.1");
            String url = "jdbc:postgresql://127.0.0.1:" + show(database.jdbi(), "port") + "/postgres";
            assertThatThrownBy(() -> DriverManager.getConnection(url, "valence", "guessed"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            refusal -> assertThat(refusal.getSQLState()).isEqualTo("28P01"));
        }
    }

    @Test
    void onlyItsOwnerCanReadThePassword() throws IOException {
        try (Database database = new Database(settings)) {
            assertThat(show(database.jdbi(), "server_version_num")).startsWith("18");
            assertThat(Files.getPosixFilePermissions(settings.data().resolve("postgres.password")))
                    .allSatisfy(permission -> assertThat(permission.name()).startsWith("OWNER"));
        }
    }

    @Test
    void aSecondDatabaseOnTheFolderIsRefusedAndTheFirstGoesOn() {
        try (Database database = new Database(settings)) {
            assertThatThrownBy(() -> new Database(settings))
                    .isInstanceOf(StartupFailure.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
            remember(database.jdbi(), "after the refusal");
            assertThat(remembered(database.jdbi())).contains("after the refusal");
        }
    }

    @Test
    void aSecondProcessOnTheFolderIsRefusedInOneLine() throws Exception {
        try (Database database = new Database(settings)) {
            Process second = otherProcess();
            String said;
            try (BufferedReader reader = second.inputReader(StandardCharsets.UTF_8)) {
                said = String.join("\n", reader.lines().toList());
            }
            assertThat(second.waitFor()).isEqualTo(1);
            assertThat(said.lines().filter(line -> line.startsWith("valence:")))
                    .singleElement()
                    .asString()
                    .contains("in use by another Valence (process "
                            + ProcessHandle.current().pid() + ")")
                    .contains("--data");
            assertThat(show(database.jdbi(), "fsync")).isEqualTo("on");
        }
    }

    @Test
    void aDataFolderThatIsAFileIsRefused() throws IOException {
        Path file = Files.createTempFile(folder, "not-a", ".folder");
        assertThatThrownBy(() -> new Database(DatabaseSettings.embedded(file)))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining(file.toString())
                .message()
                .hasLineCount(1);
    }

    private Process otherProcess() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OtherProcess.class.getName(),
                settings.data().toString()));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    static void remember(Jdbi jdbi, String text) {
        jdbi.useHandle(handle -> {
            handle.execute("create table if not exists memory (text text)");
            handle.execute("insert into memory values (?)", text);
        });
    }

    private static List<String> remembered(Jdbi jdbi) {
        return jdbi.withHandle(handle -> handle.createQuery("select text from memory")
                .mapTo(String.class)
                .list());
    }

    private static String show(Jdbi jdbi, String setting) {
        return jdbi.withHandle(handle -> handle.createQuery("show " + setting.toLowerCase(Locale.ROOT))
                .mapTo(String.class)
                .one());
    }
}
