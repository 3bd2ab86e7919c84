package dev.valence.store;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs PostgreSQL's programs under an account that they accept.
 *
 * @param prefix the words before each command, empty for an ordinary user
 */
record Commands(List<String> prefix) {
    /** What a finished program said, both streams together. */
    record Outcome(int status, String output) {
        boolean succeeded() {
            return status == 0;
        }
    }

    static final Commands PLAIN = new Commands(List.of());

    Outcome run(List<String> command) throws IOException {
        List<String> words = new ArrayList<>(prefix);
        words.addAll(command);
        // A file and not a pipe: a server started by the command would keep a pipe open.
        Path output = Files.createTempFile("valence", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(output.toFile());
            builder.environment().put("LC_ALL", "C");
            builder.directory(new File("/"));
            int status = await(builder.start());
            return new Outcome(
                    status, Files.readString(output, StandardCharsets.UTF_8).strip());
        } finally {
            Files.delete(output);
        }
    }

    boolean succeeds(String... command) {
        try {
            return run(List.of(command)).succeeded();
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    /** Waits even when interrupted: a half-started or half-stopped server is worse than a late one. */
    private static int await(Process process) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return process.waitFor();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The first line that a program prints, if it ran without an error. */
    static Optional<String> answer(String... command) {
        try {
            Outcome outcome = PLAIN.run(List.of(command));
            return outcome.succeeded() ? outcome.output().lines().findFirst() : Optional.empty();
        } catch (IOException noSuchProgram) {
            return Optional.empty();
        }
    }
}
