package dev.valence.store;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * The programs of PostgreSQL that travel in zonky's jars.
 *
 * <p>They are unpacked into the data folder and not, as zonky does, into the temporary folder, where clean-up jobs remove
 * files of a running database and other accounts could plant programs.
 */
final class PostgresBinaries {
    private static final String PREFIX = "postgresql-";

    private final Path folder;

    private PostgresBinaries(Path folder) {
        this.folder = folder;
    }

    /** Unpacks the programs unless that was done before; another version beside them is left alone until {@link #removeOthers}. */
    static PostgresBinaries unpackedIn(Path parent) throws IOException {
        Path folder = parent.resolve(PREFIX + checksum());
        if (Files.notExists(folder)) {
            Path partial = parent.resolve(PREFIX + "unpacking");
            delete(partial);
            unpack(partial);
            Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
        }
        return new PostgresBinaries(folder);
    }

    String program(String name) {
        return folder.resolve("bin").resolve(name).toString();
    }

    /** Removes the programs of earlier versions; to be called when no process runs them any more. */
    void removeOthers() throws IOException {
        List<Path> others;
        try (Stream<Path> siblings = Files.list(folder.resolveSibling(""))) {
            others = siblings.filter(path -> path.getFileName().toString().startsWith(PREFIX))
                    .filter(path -> !path.equals(folder))
                    .toList();
        }
        for (Path other : others) {
            delete(other);
        }
    }

    private static InputStream archive() throws IOException {
        String machine = switch (System.getProperty("os.arch", "")) {
            case "aarch64" -> "arm_64";
            case "amd64" -> "x86_64";
            case String other -> other;
        };
        String name = System.getProperty("os.name", "");
        String system = name.startsWith("Mac") ? "Darwin" : name.startsWith("Windows") ? "Windows" : name;
        try {
            return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine);
        } catch (IllegalStateException e) {
            throw new StartupFailure("there is no embedded PostgreSQL for " + system + " on " + machine
                    + "; set VALENCE_DATABASE_URL to a PostgreSQL database");
        }
    }

    /** Names the folder, so that a newer Valence does not run older programs. */
    private static String checksum() throws IOException {
        CRC32C crc = new CRC32C();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = archive()) {
            for (int length = in.read(buffer); length > 0; length = in.read(buffer)) {
                crc.update(buffer, 0, length);
            }
        }
        return Long.toHexString(crc.getValue());
    }

    private static void unpack(Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive(), 1 << 16)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = entry.resolveIn(target);
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Files.createDirectories(path.resolveSibling(""));
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, path);
                    boolean program = (entry.getMode() & 0100) != 0;
                    Files.setPosixFilePermissions(
                            path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
        openToAll(target);
    }

    /** PostgreSQL may run as another account, and a strict umask would shut it out. */
    private static void openToAll(Path target) throws IOException {
        List<Path> folders;
        try (Stream<Path> tree = Files.walk(target)) {
            folders = tree.filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
        for (Path folder : folders) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    static void delete(Path tree) throws IOException {
        if (Files.notExists(tree)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
