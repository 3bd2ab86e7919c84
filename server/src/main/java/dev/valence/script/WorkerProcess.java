package dev.valence.script;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The server's end of one {@link ScriptWorker}. Used by one thread at a time. */
final class WorkerProcess implements AutoCloseable {
    /** What the interpreter itself needs, beside the scripts. */
    private static final int INTERPRETER_MB = 72;
    /** Of a Java that ran out of memory. */
    private static final int OUT_OF_MEMORY = 3;

    private static final ExecutorService THREADS = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("script-", 0).factory());

    private final Process process;
    private final DataOutputStream out;
    private final DataInputStream in;

    private WorkerProcess(Process process) {
        this.process = process;
        this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16));
        this.in = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
    }

    /**
     * Starts one, with the server's own classes.
     *
     * @param memoryMb what scripts may take together
     */
    static WorkerProcess start(int memoryMb) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + (memoryMb + INTERPRETER_MB) + "m",
                "-Xss2m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                absolute(System.getProperty("java.class.path")),
                ScriptWorker.class.getName());
        // No secret of the server's surroundings is the scripts' business.
        builder.environment().clear();
        builder.directory(Path.of(System.getProperty("java.io.tmpdir")).toFile());
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        return new WorkerProcess(builder.start());
    }

    /**
     * Sends a request and waits for its answer.
     *
     * @param request JSON: the script and its limits
     * @param calls JSON: an array of arrays of arguments
     * @return JSON: an array of results
     * @throws Ended when the worker died or did not answer in time; it cannot be used any more then
     */
    byte[] ask(byte[] request, byte[] calls, Duration limit) throws Ended {
        Future<byte[]> answer = THREADS.submit(() -> {
            Frames.write(out, request);
            Frames.write(out, calls);
            return Frames.read(in);
        });
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            close();
            throw new Ended("The script did not end in time");
        } catch (ExecutionException e) {
            throw new Ended(reason());
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new Ended("The server is stopping");
        }
    }

    private String reason() {
        close();
        try {
            return process.waitFor(2, TimeUnit.SECONDS) && process.exitValue() == OUT_OF_MEMORY
                    ? "The script used more memory than it may"
                    : "The script's process ended; it most likely used more memory than it may";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "The server is stopping";
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
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
        Ended(String reason) {
            super(reason);
        }
    }
}
