package dev.valence.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The PostgreSQL process of a cluster folder as {@code postmaster.pid} names it. It outlives a Valence that was killed.
 *
 * @see <a href="https://www.postgresql.org/docs/18/storage-file-layout.html">PostgreSQL: Database File Layout</a>
 */
record Postmaster(Path cluster) {
    /** True if the named process is alive and is a PostgreSQL on this folder, and not a stranger with the same number. */
    boolean runs() throws IOException {
        return named().filter(ProcessHandle::isAlive)
                .filter(this::isPostgresHere)
                .isPresent();
    }

    /**
     * Makes sure that the number left in the file is nobody's. PostgreSQL refuses to start while it is some live process',
     * which happens in containers, where numbers are small and used again. The file stays, because PostgreSQL looks up the
     * rest of it (shared memory of an earlier life) before it starts.
     */
    void disown() throws IOException {
        if (named().filter(ProcessHandle::isAlive).isEmpty()) {
            return;
        }
        List<String> lines = Files.readAllLines(file());
        lines.set(0, Long.toString(numberOfTheDead()));
        Files.write(file(), lines);
    }

    private Optional<ProcessHandle> named() throws IOException {
        if (Files.notExists(file())) {
            return Optional.empty();
        }
        try {
            return Files.readAllLines(file()).stream()
                    .findFirst()
                    .map(line -> Long.parseLong(line.strip()))
                    .flatMap(ProcessHandle::of);
        } catch (NumberFormatException unreadable) {
            return Optional.empty();
        }
    }

    private boolean isPostgresHere(ProcessHandle process) {
        try {
            Path folder = Path.of("/proc", Long.toString(process.pid()), "cwd");
            if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                return Files.readSymbolicLink(folder).equals(cluster.toRealPath()) && isPostgres(process);
            }
            String[] arguments = process.info().arguments().orElse(new String[0]);
            return isPostgres(process) && Arrays.asList(arguments).contains(cluster.toString());
        } catch (IOException notOurs) {
            return false;
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .filter(command -> command.endsWith("/postgres"))
                .isPresent();
    }

    private static long numberOfTheDead() throws IOException {
        Process process = new ProcessBuilder("true").start();
        process.onExit().join();
        return process.pid();
    }

    private Path file() {
        return cluster.resolve("postmaster.pid");
    }
}
