package dev.valence.e2e;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process that a test started, with its output in a file; it ends with the test run at the latest. */
final class Program {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final int TAIL_LINES = 40;
    private static final List<Program> RUNNING = new ArrayList<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Program::stopAll));
    }

    private final String name;
    private final Path log;
    private final Process process;

    private Program(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts a packaged application and returns when it printed that it is ready.
     *
     * @param app folder with {@code quarkus-run.jar}
     * @param readyText what the line holds that tells it is ready
     * @throws IllegalStateException with the end of its output when it ends before, or is not ready in time
     */
    static Program start(
            String name,
            Path app,
            List<String> jvmOptions,
            Map<String, String> environment,
            Path log,
            String readyText) {
        Path jar = app.resolve("quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException("There is no " + jar.toAbsolutePath() + "; run mvn package first");
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", jar.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(key -> key.startsWith("VALENCE_") || key.startsWith("QUARKUS_"));
        builder.environment().putAll(environment);
        try {
            Program program = new Program(name, log, builder.start());
            synchronized (RUNNING) {
                RUNNING.addFirst(program);
            }
            program.awaitLine(readyText);
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException(name + " could not be started", e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGTERM, and the end awaited; returns the exit status. */
    int stop() {
        process.destroy();
        return end();
    }

    /** SIGKILL: nothing is tidied up. */
    void kill() {
        process.destroyForcibly();
        end();
    }

    /** The last lines of what it printed. */
    String tail() {
        try (var lines = Files.lines(log)) {
            List<String> all = lines.toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - TAIL_LINES), all.size()));
        } catch (IOException e) {
            return "(no output: " + e + ")";
        }
    }

    private int end() {
        try {
            if (!process.waitFor(STOP_LIMIT)) {
                process.destroyForcibly();
                process.waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        synchronized (RUNNING) {
            RUNNING.remove(this);
        }
        return process.isAlive() ? -1 : process.exitValue();
    }

    private void awaitLine(String text) {
        CompletableFuture<Boolean> ready = new CompletableFuture<>();
        // A read of a process's output holds its carrier, so virtual threads would leave none for the tests.
        Thread.ofPlatform().daemon().name(name + " output").start(() -> copyOutput(text, ready));
        try {
            if (!ready.get(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw failure(name + " ended while it started");
            }
        } catch (TimeoutException e) {
            throw failure(name + " was not ready in " + START_LIMIT.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new IllegalStateException(name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(name, e);
        }
    }

    private IllegalStateException failure(String what) {
        kill();
        return new IllegalStateException(what + "; the end of " + log + ":\n" + tail());
    }

    private void copyOutput(String text, CompletableFuture<Boolean> ready) {
        try (BufferedReader output = process.inputReader();
                BufferedWriter file = Files.newBufferedWriter(log)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                file.write(line);
                file.newLine();
                file.flush();
                if (line.contains(text)) {
                    ready.complete(true);
                }
            }
            ready.complete(false);
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }

    /** The youngest first: servers before the sandbox that they call. */
    private static void stopAll() {
        List<Program> all;
        synchronized (RUNNING) {
            all = List.copyOf(RUNNING);
        }
        all.forEach(Program::stop);
    }
}
