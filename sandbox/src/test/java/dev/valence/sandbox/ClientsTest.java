package dev.valence.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Published clients, unmodified, walk through every resource; {@code src/test/clients/README.md} tells about them. */
@QuarkusTest
class ClientsTest {
    private static final Path FOLDER = Path.of("src/test/clients").toAbsolutePath();
    private static final Path INSTALLED = FOLDER.resolve("node_modules/.package-lock.json");
    private static final Duration INSTALLING = Duration.ofMinutes(5);
    private static final Duration WALKING = Duration.ofMinutes(2);
    private static final int MIN_NODE = 20;

    /** What a program has printed and how it ended. */
    private record Ended(int status, String output) {}

    @BeforeAll
    static void installClients() throws IOException, InterruptedException {
        requireNode();
        if (Files.exists(INSTALLED)
                && Files.getLastModifiedTime(INSTALLED)
                                .compareTo(Files.getLastModifiedTime(FOLDER.resolve("package-lock.json")))
                        >= 0) {
            return;
        }
        Ended installed =
                run(INSTALLING, Map.of(), List.of("npm", "ci", "--prefer-offline", "--no-audit", "--no-fund"));
        assertThat(installed.status())
                .as("npm ci in %s, which needs the npm registry or its cache:%n%s", FOLDER, installed.output())
                .isZero();
    }

    private static void requireNode() throws InterruptedException {
        String needed = "Node " + MIN_NODE + " or newer with npm is needed to test with published clients; install it"
                + " (https://nodejs.org, or your system's packages nodejs and npm)";
        try {
            String version = run(Duration.ofMinutes(1), Map.of(), List.of("node", "--version"))
                    .output()
                    .strip();
            run(Duration.ofMinutes(1), Map.of(), List.of("npm", "--version"));
            assertThat(version).as(needed).matches("v\\d+\\..*");
            assertThat(Integer.parseInt(version.substring(1, version.indexOf('.'))))
                    .as("%s; the one on the PATH is %s", needed, version)
                    .isGreaterThanOrEqualTo(MIN_NODE);
        } catch (IOException e) {
            throw new AssertionError(needed, e);
        }
    }

    @BeforeEach
    void reset() {
        Browser.reset();
    }

    @ParameterizedTest
    @ValueSource(strings = {"webex", "webex-sdk", "node-sparky"})
    void aPublishedClientWalksThroughEveryResource(String client) throws IOException, InterruptedException {
        // By number, since node-sparky takes no name without a dot for an address.
        String base = Browser.url("").replace("localhost", "127.0.0.1");
        Ended walked = run(
                WALKING,
                Map.of(
                        "WEBEX_BASE_URL",
                        base,
                        "WEBEX_ACCESS_TOKEN",
                        Browser.ada().token()),
                List.of("node", "--test", "--test-reporter=spec", client + ".test.mjs"));
        assertThat(walked.status())
                .as("%s against %s:%n%s", client, base, walked.output())
                .isZero();
        assertThat(walked.output()).containsPattern("pass [1-9]");
    }

    @Test
    void tokensHaveTheThreePartsIntoWhichTheOfficialClientTakesThem() {
        for (int i = 0; i < 50; i++) {
            assertThat(Browser.bob().token().split("_")).hasSize(3);
        }
    }

    private static Ended run(Duration limit, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("clients", ".log");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(FOLDER.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
                throw new AssertionError(String.join(" ", command) + " did not end within " + limit.toSeconds()
                        + " seconds:\n" + Files.readString(output));
            }
            return new Ended(process.exitValue(), Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }
}
