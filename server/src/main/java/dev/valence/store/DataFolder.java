package dev.valence.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The data folder, held by one Valence process at a time through a lock on {@code valence.lock}, which the system drops with the process. */
final class DataFolder implements AutoCloseable {
    // A second channel on the lock file in this JVM would drop the lock when it is closed (POSIX), so it is never
    // opened.
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** @throws StartupFailure if the folder cannot be used or another process holds it */
    static DataFolder hold(Path given) {
        Path path = create(given.toAbsolutePath().normalize());
        if (!HELD.add(path)) {
            throw inUse(path, Long.toString(ProcessHandle.current().pid()));
        }
        try {
            FileChannel channel = FileChannel.open(
                    path.resolve("valence.lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                String holder = read(channel);
                channel.close();
                throw inUse(path, holder);
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
            return new DataFolder(path, channel);
        } catch (StartupFailure e) {
            HELD.remove(path);
            throw e;
        } catch (IOException e) {
            HELD.remove(path);
            throw unusable(path, e);
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        lock.close();
        HELD.remove(path);
    }

    private static Path create(Path path) {
        try {
            if (Files.notExists(path)) {
                Files.createDirectories(path);
                if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                    // Others may pass through (PostgreSQL may run as another account) but not look around.
                    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx--x--x"));
                }
            }
            return path.toRealPath();
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer pid = ByteBuffer.allocate(32);
        channel.read(pid, 0);
        return new String(pid.array(), 0, pid.position(), StandardCharsets.US_ASCII).strip();
    }

    private static StartupFailure inUse(Path path, String pid) {
        return new StartupFailure("the data folder " + path + " is in use by another Valence (process " + pid
                + "); stop that one, or give this one a folder of its own with --data DIR (VALENCE_DATA)");
    }

    private static StartupFailure unusable(Path path, IOException e) {
        String reason = switch (e) {
            case AccessDeniedException denied -> "no permission for " + denied.getFile();
            case FileAlreadyExistsException file -> file.getFile() + " is not a folder";
            default -> String.valueOf(e.getMessage());
        };
        return new StartupFailure("the data folder " + path + " cannot be used: " + reason
                + "; correct that, or choose another folder with --data DIR (VALENCE_DATA)");
    }
}
