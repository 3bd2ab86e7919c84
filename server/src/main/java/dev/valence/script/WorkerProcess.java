package dev.valence.script;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The server's end of one {@link ScriptWorker}. Used by one thread at a time. */
final class WorkerProcess implements AutoCloseable {
    /** What the interpreter itself needs, beside the scripts. */
    private static final int INTERPRETER_MB = 72;
    /** Exit status of a Java that ran out of memory. */
    private static final int OUT_OF_MEMORY = 3;

    private final Process process;
    private final DataOutputStream out;
    private final DataInputStream in;
    private final Alarm alarm =
            new Alarm(Thread.ofPlatform().daemon().name("script-alarm").factory());
    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
    /** What is being answered. */
    private volatile Asked asked = new Asked(new ArrayList<>(), new CompletableFuture<>());

    /** The scripts that were run last; their surroundings are kept. */
    private final LinkedHashSet<Script> known = new LinkedHashSet<>();

    private volatile boolean late;
    private volatile boolean gone;

    /**
     * A question under way.
     *
     * @param answers get in here as they come
     * @param end of the last one, with the time that all took; fails when the worker is gone
     */
    private record Asked(List<Answer> answers, CompletableFuture<Duration> end) {}

    /** The end of a worker that was started just now. */
    WorkerProcess(Process process) {
        this.process = process;
        this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16));
        this.in = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
        // To read from a process holds its thread: virtual ones would hold up all others of the server. To write does
        // not
        // wait for a script, since the worker reads a question to its end before it runs anything.
        Thread.ofPlatform().daemon().name("script-worker").start(this::read);
    }

    /**
     * Starts one, with the server's own classes.
     *
     * @param memoryMb what scripts may take together
     */
    static WorkerProcess start(int memoryMb) throws IOException {
        return new WorkerProcess(java(memoryMb));
    }

    static Process java(int memoryMb) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + (memoryMb + INTERPRETER_MB) + "m",
                "-Xss2m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                // Dates of a script must not depend on the machine.
                "-Duser.timezone=UTC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                absolute(System.getProperty("java.class.path")),
                ScriptWorker.class.getName());
        // No secret of the server's surroundings is the scripts' business.
        builder.environment().clear();
        // A folder that is there in any case, since the program is in it.
        builder.directory(Path.of(System.getProperty("java.home")).toFile());
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        return builder.start();
    }

    /**
     * Waits until scripts can run at once.
     *
     * @throws IOException when it ended before, or is not ready in time; it cannot be used then
     */
    void awaitReady(Duration limit) throws IOException, InterruptedException {
        try {
            ready.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new IOException(
                    "it ended as it started, most likely because the machine has no memory for it (VALENCE_SCRIPTS_MEMORY_MB,"
                            + " VALENCE_SCRIPTS_WORKERS)",
                    e);
        } catch (TimeoutException e) {
            throw new IOException(
                    "it was not ready after " + limit.toSeconds() + " s; the machine has too much to do", e);
        }
    }

    /**
     * Asks and waits for the answers. It has to be {@linkplain #awaitReady ready}, since the time begins now.
     *
     *
     * @param patience when it takes longer than this, {@code slow} is told, once
     * @param limit when it takes longer than this in addition, the worker is ended
     * @param answers the answers are put in here, as far as they came
     * @return the time that the runs took
     * @throws Ended when the worker died or did not answer in time; it cannot be used any more then
     */
    Duration ask(Question question, Duration patience, Runnable slow, Duration limit, List<Answer> answers)
            throws Ended {
        known.remove(question.script());
        known.add(question.script());
        if (known.size() > ScriptWorker.KEPT) {
            known.removeFirst();
        }
        Asked mine = new Asked(answers, new CompletableFuture<>());
        asked = mine;
        alarm.set(patience, slow, limit, this::late);
        try {
            if (gone) {
                throw ended();
            }
            write(question);
            return mine.end().get();
        } catch (ExecutionException e) {
            throw ended();
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new Ended("The server is stopping", true);
        } finally {
            alarm.clear();
        }
    }

    private void write(Question question) {
        try {
            question.write(out);
            out.flush();
        } catch (IOException e) {
            // The worker is gone, which shows where its answers are read.
            return;
        }
    }

    private void read() {
        EOFException ended = new EOFException("The worker ended");
        try {
            int start = in.read();
            while (start >= 0 && start != ScriptWorker.READY) {
                // What a Java warns of.
                start = in.read();
            }
            if (start == ScriptWorker.READY) {
                ready.complete(true);
            }
            // Nothing comes before something is asked.
            for (int first = in.read(); first >= 0; first = in.read()) {
                Asked now = asked;
                now.end().complete(Answer.readAll(first, in, now.answers()));
            }
        } catch (IOException e) {
            ended.initCause(e);
        } finally {
            // Whatever it was, memory that ran out too: nobody may wait for answers that nobody reads.
            gone = true;
            ready.completeExceptionally(ended);
            asked.end().completeExceptionally(ended);
        }
    }

    /** Whether it has most likely kept the surroundings of a script. */
    boolean knows(Script script) {
        return known.contains(script);
    }

    private void late() {
        late = true;
        close();
    }

    private Ended ended() {
        if (late) {
            return new Ended("The script did not end in time", true);
        }
        try {
            int status = process.waitFor(2, TimeUnit.SECONDS) ? process.exitValue() : -1;
            close();
            return switch (status) {
                case ScriptWorker.LATE -> new Ended("The script did not end at its time limit", true);
                case OUT_OF_MEMORY -> new Ended("The script used more memory than it may", false);
                default -> new Ended("The script's process ended; it most likely used more memory than it may", false);
            };
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            return new Ended("The server is stopping", true);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        alarm.close();
        if (process.isAlive()) {
            process.destroyForcibly();
        }
    }

    /** Class paths may be relative to the server's folder, which is not the worker's. */
    private static String absolute(String classPath) {
        return String.join(
                java.io.File.pathSeparator,
                List.of(classPath.split(java.io.File.pathSeparator)).stream()
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .toList());
    }

    /** The worker is gone; the message is for the people who wrote the script. */
    static final class Ended extends Exception {
        private final boolean late;

        Ended(String reason, boolean late) {
            super(reason);
            this.late = late;
        }

        /** Whether it took too long, and not too much memory. */
        boolean late() {
            return late;
        }
    }
}
