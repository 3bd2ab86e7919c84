package dev.valence.vault;

import dev.valence.store.StartupFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * Where the master key lives: the setting {@code valence.master-key}, or else {@code master.key} in the data folder.
 *
 * @param data the data folder
 * @param setting the setting's text, when it is set
 */
record MasterKeyPlace(Path data, Optional<String> setting) {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /**
     * The keys, or nothing when neither setting nor file is there.
     *
     * @throws StartupFailure when what is there is not a list of keys
     */
    Optional<MasterKeys> read() {
        Optional<String> given = setting.filter(text -> !text.isBlank());
        try {
            if (given.isPresent()) {
                return given.map(text -> MasterKeys.parse(text, "valence.master-key (VALENCE_MASTER_KEY)"));
            }
            return Optional.of(MasterKeys.parse(Files.readString(file()).strip(), file().toString()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            throw new StartupFailure(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new StartupFailure(
                    "The master key file " + file() + " is not readable; let the user that runs Valence own it");
        }
    }

    /** Makes a new key, durable on disk and readable by the owner alone before this returns. */
    MasterKeys create() {
        byte[] key = new byte[MasterKey.BYTES];
        new SecureRandom().nextBytes(key);
        String text = Base64.getEncoder().encodeToString(key);
        try {
            Files.createDirectories(data);
            // Written beside and moved, because a crash must not leave half a key under the final name.
            Path fresh = Files.createTempFile(data, "master", ".tmp", OWNER_ONLY);
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.US_ASCII)));
                channel.force(true);
            }
            Files.move(fresh, file());
        } catch (IOException e) {
            throw new UncheckedIOException("The master key file " + file() + " could not be written", e);
        }
        return MasterKeys.parse(text, file().toString());
    }

    Path file() {
        return data.resolve("master.key");
    }

    @Override
    public String toString() {
        return "MasterKeyPlace[" + (setting.isPresent() ? "setting" : file().toString()) + "]";
    }
}
