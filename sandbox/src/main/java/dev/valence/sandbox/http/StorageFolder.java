package dev.valence.sandbox.http;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Where uploaded files are: in a folder of this process, gone when it ends, or beside the state file, to stay. */
@Singleton
public final class StorageFolder {
    private static final Logger LOG = Logger.getLogger(StorageFolder.class);

    private final Path path;

    private final boolean lasting;

    @Inject
    public StorageFolder(@ConfigProperty(name = "sandbox.state-file") Optional<String> stateFile) {
        lasting = stateFile.isPresent();
        path = lasting ? beside(stateFile.orElseThrow()) : temporary();
    }

    private static Path beside(String stateFile) {
        Path folder = Path.of(stateFile + ".files").toAbsolutePath();
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            StartFault.end("no folder for uploads can be made at " + folder
                    + "; name another file in SANDBOX_STATE_FILE, or give this account the right to write there");
        }
        return folder;
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("valence-sandbox-");
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox needs a writable folder for temporary files", e);
        }
    }

    public Path path() {
        return path;
    }

    /** Keeps an uploaded file under another name after its call has ended. */
    public Path keep(Upload upload, String name) {
        Path kept = path.resolve(name);
        try {
            return Files.createLink(kept, upload.path());
        } catch (IOException | UnsupportedOperationException noLinks) {
            try {
                return Files.copy(upload.path(), kept);
            } catch (IOException e) {
                throw new UncheckedIOException("The uploaded file could not be kept", e);
            }
        }
    }

    public void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warnf("Could not delete %s: %s", file, e.getMessage());
        }
    }

    @PreDestroy
    void clear() {
        if (lasting) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            deepestFirst.forEach(this::delete);
        } catch (IOException e) {
            LOG.warnf("Could not clear %s: %s", path, e.getMessage());
        }
    }
}
