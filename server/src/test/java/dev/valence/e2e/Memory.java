package dev.valence.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Resident memory of a process as Linux counts it, in bytes: the heap, and everything beside it. */
record Memory(long pid) {
    /** Lets the kernel forget the highest size so far; gives the size of now. */
    long forgetPeak() {
        try {
            Files.writeString(file("clear_refs"), "5");
            return size("VmRSS:");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The highest size since the start, or since {@link #forgetPeak}. */
    long peak() {
        try {
            return size("VmHWM:");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long size(String name) throws IOException {
        try (var lines = Files.lines(file("status"))) {
            return lines.filter(line -> line.startsWith(name))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElseThrow()
                    * 1024;
        }
    }

    private Path file(String name) {
        return Path.of("/proc", Long.toString(pid), name);
    }
}
