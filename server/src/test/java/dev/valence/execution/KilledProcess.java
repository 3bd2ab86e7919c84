package dev.valence.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.DatabaseMetaData;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;

/** A process on the test's database whose executions stand still where they were told to, until it is killed. */
final class KilledProcess implements AutoCloseable {
    private final Process process;
    private final AtomicInteger standing = new AtomicInteger();
    private final List<Long> accepted = new CopyOnWriteArrayList<>();

    /**
     * Starts a process.
     *
     * @param main says {@code accepted <id>} of each execution, and {@code standing} of each that stands still
     * @param arguments after the database's URL and user
     */
    KilledProcess(Class<?> main, Jdbi jdbi, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                jdbi.withHandle(handle -> handle.queryMetadata(DatabaseMetaData::getURL)),
                jdbi.withHandle(handle -> handle.queryMetadata(DatabaseMetaData::getUserName))));
        command.addAll(arguments);
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Thread.ofVirtual().start(this::listen);
    }

    /** Ids of the executions that it accepted, in their order. */
    List<Long> accepted() {
        return accepted;
    }

    /** Whether so many executions stand still and it has accepted no fewer. */
    boolean stands(int executions) {
        assertThat(process.isAlive()).as("the process runs").isTrue();
        return standing.get() >= executions && accepted.size() >= executions;
    }

    /** Kills it, as by {@code kill -9}. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void listen() {
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                if (line.startsWith("accepted ")) {
                    accepted.add(Long.parseLong(line.substring("accepted ".length())));
                }
                if (line.equals("standing")) {
                    standing.incrementAndGet();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
