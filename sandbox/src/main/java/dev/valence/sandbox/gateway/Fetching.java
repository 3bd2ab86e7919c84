package dev.valence.sandbox.gateway;

import dev.valence.sandbox.http.Addressees;
import dev.valence.sandbox.http.Refusal;
import dev.valence.sandbox.http.StorageFolder;
import dev.valence.sandbox.http.Upload;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Fetches the files that a call names by address, as the real service does before it answers. */
@Singleton
final class Fetching {
    private static final Logger LOG = Logger.getLogger(Fetching.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Addressees addressees;
    private final StorageFolder storage;
    private final long mostBytes;

    @Inject
    Fetching(
            Addressees addressees,
            StorageFolder storage,
            @ConfigProperty(name = "sandbox.upload-bytes") long mostBytes) {
        this.addressees = addressees;
        this.storage = storage;
        this.mostBytes = mostBytes;
    }

    /**
     * The files that may be fetched, each on disk; the others are left out.
     *
     * @return fails with {@link Refusal} 400 when one cannot be had
     */
    CompletableFuture<List<Upload>> fetch(List<String> addresses) {
        return CompletableFuture.supplyAsync(
                () -> {
                    List<Upload> files = new ArrayList<>();
                    for (String address : addresses) {
                        if (addressees.mayCall(address)) {
                            files.add(fetch(address));
                        }
                    }
                    return files;
                },
                threads);
    }

    private Upload fetch(String address) {
        try {
            URI uri = URI.create(address);
            HttpResponse<InputStream> response = client.send(
                    HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                // The time limit of the request ends with the reply's head.
                CompletableFuture.delayedExecutor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS, threads)
                        .execute(() -> close(body));
                if (response.statusCode() != 200) {
                    throw refused(address, "it answers " + response.statusCode());
                }
                return store(address, response, body);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw refused(address, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refused(address, "the sandbox is stopping");
        }
    }

    private Upload store(String address, HttpResponse<InputStream> response, InputStream body) throws IOException {
        Path file = storage.path().resolve("fetched-" + UUID.randomUUID());
        try {
            long size = copy(body, file);
            if (size > mostBytes) {
                throw refused(address, "it is larger than " + mostBytes + " bytes");
            }
            String type = response.headers().firstValue("content-type").orElse("application/octet-stream");
            return new Upload(Upload.FETCHED, Upload.nameOf(address), type, file, size);
        } catch (IOException | Refusal e) {
            storage.delete(file);
            throw e;
        }
    }

    /** Copies until the end, or until it is too much. */
    private long copy(InputStream body, Path file) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            byte[] block = new byte[1 << 16];
            long size = 0;
            for (int read = body.read(block); read >= 0 && size <= mostBytes; read = body.read(block)) {
                out.write(block, 0, read);
                size += read;
            }
            return size;
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            LOG.debugf("Closing a fetched file: %s", e.getMessage());
        }
    }

    private static Refusal refused(String address, String reason) {
        return new Refusal(400, "The file at " + address + " could not be fetched: " + reason + ".");
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
        client.shutdownNow();
    }
}
