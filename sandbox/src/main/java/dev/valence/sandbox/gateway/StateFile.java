package dev.valence.sandbox.gateway;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.fault.SandboxClock;
import dev.valence.sandbox.http.Json;
import dev.valence.sandbox.http.Provider;
import dev.valence.sandbox.http.StartFault;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The optional file that lets the sandbox's state outlive its process: one JSON object a line, a provider's after a line
 * that names it. Written some seconds after a change, and when the process ends; always whole or not at all.
 */
@Singleton
public final class StateFile {
    private static final Logger LOG = Logger.getLogger(StateFile.class);
    private static final String FORMAT = "valence-sandbox-state-1";
    private static final SerializedString PROVIDER = new SerializedString("provider");
    private static final SerializedString END = new SerializedString("end");
    private static final int BUFFER = 1 << 16;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** Saving may take a twentieth of the time at most. */
    private static final int SHARE = 20;

    private final Optional<Path> file;
    private final Instance<Provider> providers;
    private final SandboxClock clock;
    private final AtomicBoolean changed = new AtomicBoolean();
    private volatile boolean open;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());

    @Inject
    public StateFile(
            @ConfigProperty(name = "sandbox.state-file") Optional<String> file,
            Instance<Provider> providers,
            SandboxClock clock) {
        this.file = file.map(Path::of).map(Path::toAbsolutePath);
        this.providers = providers;
        this.clock = clock;
    }

    /** Takes in the file, when one is named and there, and keeps it up to date from then on; ends the process if it cannot. */
    void open() {
        if (file.isEmpty()) {
            return;
        }
        try {
            if (Files.exists(file.get())) {
                read(file.get());
                requireWritable(file.get());
            } else {
                write(file.get());
            }
            open = true;
        } catch (IOException | IllegalArgumentException e) {
            StartFault.end("the state file " + file.get() + " cannot be used: " + reason(e)
                    + "; move it away to begin with the seed, or name another one in SANDBOX_STATE_FILE");
        }
        var _ = timer.schedule(this::saveIfChanged, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void requireWritable(Path path) throws IOException {
        if (!Files.isWritable(path) || !Files.isWritable(path.getParent())) {
            throw new AccessDeniedException(path.toString());
        }
    }

    private static String reason(Exception fault) {
        return switch (fault) {
            case JsonProcessingException json -> json.getOriginalMessage();
            case AccessDeniedException denied -> "no access to " + denied.getFile();
            default -> fault.getMessage() == null ? fault.getClass().getSimpleName() : fault.getMessage();
        };
    }

    /** Something may have changed. */
    public void touch() {
        changed.set(true);
    }

    private void read(Path path) throws IOException {
        int line = 1;
        try (JsonParser in = Json.parser(new BufferedInputStream(Files.newInputStream(path), BUFFER))) {
            in.nextToken();
            readHead(Json.rest(in));
            Optional<Provider> provider = Optional.empty();
            boolean ended = false;
            while (in.nextToken() == JsonToken.START_OBJECT && !ended) {
                line++;
                if (in.nextFieldName(END)) {
                    ended = true;
                    in.nextToken();
                    in.nextToken();
                } else if (PROVIDER.getValue().equals(in.currentName())) {
                    provider = Optional.of(named(in.nextTextValue()));
                    provider.get().restoreNothing();
                    in.nextToken();
                } else {
                    provider.orElseThrow(() -> new IllegalArgumentException("no provider was named before"))
                            .restore(in);
                }
            }
            if (!ended || in.currentToken() != null) {
                throw new IllegalArgumentException("the file is cut off, or has something that is no part of it");
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("line " + line + ": " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("line " + line + ": " + e.getMessage(), e);
        }
    }

    private void readHead(ObjectNode json) {
        if (!json.path("format").asText().equals(FORMAT)) {
            throw new IllegalArgumentException("the format is not " + FORMAT);
        }
        clock.advance(Duration.ofMillis(json.path("clockAheadMillis").asLong()));
    }

    private Provider named(String prefix) {
        return providers.stream()
                .filter(provider -> provider.prefix().equals(prefix))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no provider " + prefix));
    }

    private void saveIfChanged() {
        long begun = System.nanoTime();
        try {
            if (changed.getAndSet(false)) {
                save();
            }
        } catch (IOException | RuntimeException e) {
            changed.set(true);
            LOG.errorf("The state file could not be written, and is tried again: %s", reason(e));
        }
        long took = (System.nanoTime() - begun) / 1_000_000;
        var _ = timer.schedule(this::saveIfChanged, Math.max(PAUSE.toMillis(), took * SHARE), TimeUnit.MILLISECONDS);
    }

    /**
     * Writes the file now; whether one is named at all.
     *
     * @throws IOException when it cannot be written; the former one is still there
     */
    public synchronized boolean save() throws IOException {
        // A file that could not be taken in is left as it is.
        if (open) {
            write(file.orElseThrow());
        }
        return open;
    }

    /** Writes it beside the old one and puts it in its place. */
    private void write(Path path) throws IOException {
        Path beside = path.resolveSibling(path.getFileName() + ".new");
        Files.createDirectories(path.getParent());
        Files.deleteIfExists(beside);
        try (JsonGenerator out = Json.lines(Channels.newOutputStream(Files.newByteChannel(
                beside, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner(path))))) {
            Json.write(
                    out,
                    Json.object()
                            .put("format", FORMAT)
                            .put("clockAheadMillis", clock.ahead().toMillis()));
            for (Provider provider : providers) {
                Json.write(out, Json.object().put(PROVIDER.getValue(), provider.prefix()));
                provider.save(out);
            }
            // Without it the file is known to be cut off.
            Json.write(out, Json.object().put(END.getValue(), true));
        }
        Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE);
    }

    /** It holds tokens, so it is for nobody else, where files know owners. */
    private static FileAttribute<?>[] owner(Path path) {
        boolean owners = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return owners
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    @PreDestroy
    void close() {
        timer.shutdownNow();
        try {
            // Another process may have gone on with the file.
            if (changed.get()) {
                save();
            }
        } catch (IOException e) {
            LOG.errorf("The last changes are not in the state file: %s", reason(e));
        }
    }
}
