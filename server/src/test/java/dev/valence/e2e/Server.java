package dev.valence.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A running server process. */
final class Server {
    static final String ADMIN = "admin@valence.example";
    static final String PASSWORD = "correct horse battery staple";

    /** As {@code ./valence start} has them, with less memory: what has to be flat shows sooner. */
    private static final List<String> JVM_OPTIONS = List.of(
            "-XX:+UseSerialGC",
            "-Xss512k",
            "-Xmx160m",
            "-XX:TieredStopAtLevel=1",
            "--sun-misc-unsafe-memory-access=allow");

    private final Path data;
    private final int port;
    private final Program program;
    private final Map<String, String> environment;

    private Server(Path data, int port, Map<String, String> environment) {
        this.data = data;
        this.port = port;
        this.environment = Map.copyOf(environment);
        this.program = Program.start(
                "server",
                Workspace.SERVER_APP,
                JVM_OPTIONS,
                environment,
                data.resolveSibling(logName(port)),
                "Valence is ready");
    }

    /**
     * Starts a server on a free port.
     *
     * @param data its data folder; an earlier server's is taken over
     * @param sandbox the simulated provider that stands for the real one
     * @param more environment beside, or instead of, what {@code ./valence start} sets
     */
    static Server start(Path data, Sandbox sandbox, Map<String, String> more) {
        int port = Workspace.freePort();
        Map<String, String> environment = new HashMap<>(Map.of(
                "VALENCE_PORT",
                Integer.toString(port),
                "VALENCE_HOST",
                "127.0.0.1",
                "VALENCE_DATA",
                data.toString(),
                "VALENCE_ADMIN_EMAIL",
                ADMIN,
                "VALENCE_ADMIN_PASSWORD",
                PASSWORD,
                "VALENCE_PROVIDER_CISCOSPARK_URL",
                sandbox.webex().toString(),
                "VALENCE_ALLOW_PRIVATE_ADDRESSES",
                "loopback"));
        environment.putAll(more);
        return new Server(data, port, environment);
    }

    /** A further start with the same data, port and settings; this one has to have ended. */
    Server again() {
        assertThat(program.isAlive()).as("the former process still runs").isFalse();
        return new Server(data, port, environment);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    long pid() {
        return program.pid();
    }

    int port() {
        return port;
    }

    /** The API without any credentials. */
    Api anonymous() {
        return new Api(url().resolve("/elements/api-v2"), Optional.empty());
    }

    /** The API with the first user's secrets, learnt as a tool does: by logging in. */
    Api api() {
        JsonNode login = anonymous()
                .post("/authentication", Map.of("username", ADMIN, "password", PASSWORD))
                .ok();
        JsonNode secrets = anonymous()
                .authorized("Bearer " + login.path("token").textValue())
                .get("/authentication/secrets")
                .ok();
        return anonymous()
                .authorized("User %s, Organization %s"
                        .formatted(
                                secrets.path("userSecret").textValue(),
                                secrets.path("organizationSecret").textValue()));
    }

    /** As by Ctrl-C; the embedded database ends too. */
    int stop() {
        return program.stop();
    }

    /** As by {@code kill -9}; an embedded database goes on until the next start, or {@link #killDatabase}. */
    void kill() {
        program.kill();
    }

    /** Ends the embedded database that a killed server left behind. */
    void killDatabase() throws IOException {
        Path pidFile = data.resolve("postgres/postmaster.pid");
        if (Files.exists(pidFile)) {
            long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
        }
    }

    /** Changes something in the embedded database, which only the passing of time does otherwise. */
    void inDatabase(String statement) throws IOException, SQLException {
        List<String> postmaster = Files.readAllLines(data.resolve("postgres/postmaster.pid"));
        String password = Files.readString(data.resolve("postgres.password")).strip();
        // The fourth line is the port: PostgreSQL, Database File Layout.
        String url = "jdbc:postgresql://127.0.0.1:" + postmaster.get(3).strip() + "/postgres";
        try (Connection connection = DriverManager.getConnection(url, "valence", password);
                Statement open = connection.createStatement()) {
            open.execute(statement);
        }
    }

    /** The last lines of what it printed. */
    String tail() {
        return program.tail();
    }

    private static String logName(int port) {
        return "server-" + port + "-" + System.nanoTime() + ".log";
    }
}
