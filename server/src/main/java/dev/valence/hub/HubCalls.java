package dev.valence.hub;

import dev.valence.http.Headers;
import dev.valence.http.ProviderFailure;
import dev.valence.http.Unavailable;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Hub calls of the platform's own for an instance. They come in through this process's own socket, so that they are mapped,
 * paged, limited and recorded like everybody's. For threads that may block.
 */
@Singleton
public class HubCalls {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final long REPLY_LIMIT = 64L << 20;

    private final OwnKey key;
    private final String base;
    private @Nullable HttpClient client;

    HubCalls(
            OwnKey key,
            @ConfigProperty(name = "valence.host") String host,
            @ConfigProperty(name = "valence.port") int port) {
        this.key = key;
        String address = host.equals("0.0.0.0") || host.equals("::") || host.isBlank() ? "127.0.0.1" : host;
        this.base =
                "http://" + (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + port + Incoming.PREFIX;
    }

    /**
     * What the hub answered.
     *
     * @param retryAfter the header of this name
     * @param nextPage what the next page is asked for with
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier; never compared
    public record Reply(int status, byte[] body, Optional<String> retryAfter, Optional<String> nextPage) {}

    /**
     * Reads a path of the hub, {@code /hubs/{hub}/...} or without these two, percent-encoded and with its query.
     *
     * @throws ProviderFailure when no answer came in time
     * @throws Unavailable when the server stops
     */
    public Reply get(long instanceId, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Authorization", key.authorization(instanceId))
                .header("Accept", "application/json")
                .timeout(LIMIT)
                .build();
        try {
            HttpResponse<byte[]> response = client().send(
                            request,
                            HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), REPLY_LIMIT));
            return new Reply(
                    response.statusCode(),
                    response.body(),
                    response.headers().firstValue("Retry-After"),
                    response.headers().firstValue(Headers.NEXT_PAGE_TOKEN).filter(token -> !token.isEmpty()));
        } catch (IOException e) {
            throw new ProviderFailure(
                    504, "The call " + path.replaceAll("\\?.*", "") + " had no answer: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("The server is stopping; send the request again", Duration.ofSeconds(5));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        synchronized (this) {
            if (client != null) {
                client.shutdownNow();
            }
        }
    }

    /** Made when first needed: most servers start without a poll that is due. */
    private synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
        }
        return client;
    }
}
