package dev.valence.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A folder with a {@code package.json} whose tests run under Node; a machine without Node fails, and is told why. */
record NodeProject(Path folder) {
    private static final int LEAST_NODE = 20;
    private static final Duration INSTALLING = Duration.ofMinutes(5);

    /** How a program ended and what it has printed. */
    record Ended(int status, String output) {}

    static NodeProject in(String folder) {
        return new NodeProject(Path.of(folder).toAbsolutePath());
    }

    /** Fetches what the lock file names, unless that is here already. */
    void install() throws IOException, InterruptedException {
        requireNode();
        Path installed = folder.resolve("node_modules/.package-lock.json");
        Path locked = folder.resolve("package-lock.json");
        if (Files.exists(installed)
                && Files.getLastModifiedTime(installed).compareTo(Files.getLastModifiedTime(locked)) >= 0) {
            return;
        }
        Ended ended = run(INSTALLING, Map.of(), List.of("npm", "ci", "--prefer-offline", "--no-audit", "--no-fund"));
        assertThat(ended.status())
                .as("npm ci in %s, which needs the npm registry or its cache:%n%s", folder, ended.output())
                .isZero();
    }

    private void requireNode() throws IOException, InterruptedException {
        String needed = "This test needs Node " + LEAST_NODE
                + " or newer with npm; install it (https://nodejs.org, or your system's packages nodejs and npm).";
        Ended version;
        try {
            version = run(Duration.ofMinutes(1), Map.of(), List.of("node", "--version"));
            run(Duration.ofMinutes(1), Map.of(), List.of("npm", "--version"));
        } catch (IOException e) {
            throw new AssertionError(needed, e);
        }
        assertThat(version.output()).as(needed).matches("v\\d+\\.\\S+\\s*");
        assertThat(Integer.parseInt(
                        version.output().substring(1, version.output().indexOf('.'))))
                .as("%s The one on the PATH is %s", needed, version.output().strip())
                .isGreaterThanOrEqualTo(LEAST_NODE);
    }

    /** Runs a program in the folder; fails when it takes longer than the limit. */
    Ended run(Duration limit, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("node", ".log");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
                throw new AssertionError("%s did not end within %d seconds:%n%s"
                        .formatted(String.join(" ", command), limit.toSeconds(), Files.readString(output)));
            }
            return new Ended(process.exitValue(), Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }
}
