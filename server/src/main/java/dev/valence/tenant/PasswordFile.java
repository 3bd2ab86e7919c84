package dev.valence.tenant;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * {@code first-user.txt} in the data folder, readable by its owner alone: two lines, {@code email: ...} and
 * {@code password: ...}.
 */
record PasswordFile(Path data) {
    private Path path() {
        return data.resolve("first-user.txt");
    }

    Optional<Path> existing() {
        return Optional.of(path()).filter(Files::exists);
    }

    void write(String email, String password) {
        try {
            Files.createDirectories(data);
            Path fresh = Files.createTempFile(
                    data,
                    "first-user",
                    ".tmp",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, "email: " + email + "\npassword: " + password + "\n");
            Files.move(fresh, path(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The file " + path() + " for the first user's password could not be written", e);
        }
    }
}
