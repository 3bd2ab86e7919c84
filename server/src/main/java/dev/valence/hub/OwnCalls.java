package dev.valence.hub;

import dev.valence.http.PayloadTooLarge;
import dev.valence.http.ProviderFailure;
import dev.valence.http.Unavailable;
import dev.valence.provider.ProviderReply;
import dev.valence.tenant.UserPasses;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Calls of this process to its own API. They come in through its own socket, so that they are mapped, paged, limited and recorded
 * like everybody's. For threads that may block.
 */
@Singleton
public class OwnCalls {
    /** Begins the path of every call. */
    public static final String PREFIX = Incoming.PREFIX;

    /** A process that starts runs what is due a little before it listens. */
    private static final Duration UNTIL_LISTENING = Duration.ofSeconds(15);

    private final OwnKey key;
    private final UserPasses passes;
    private final String base;
    private volatile boolean stopping;
    private @Nullable HttpClient client;

    /**
     * A call.
     *
     * @param path behind {@link #PREFIX}, percent-encoded and with its query
     * @param headers without credentials
     * @param limit until the headers of the reply
     */
    public record Request(
            String method, String path, Map<String, String> headers, HttpRequest.BodyPublisher body, Duration limit) {}

    /** What was answered; to be closed. */
    public record Reply(int status, List<Map.Entry<String, String>> headers, InputStream body)
            implements AutoCloseable {
        /**
         * Reads the whole body.
         *
         * @param limit in bytes
         * @throws PayloadTooLarge when it is longer
         * @throws ProviderFailure 502 when it breaks off
         */
        public ProviderReply whole(int limit) {
            try {
                byte[] bytes = body.readNBytes(limit);
                if (bytes.length == limit && body.read() >= 0) {
                    throw new PayloadTooLarge("The answer is longer than " + (limit >> 20)
                            + " MB, which is the most that is kept; ask for less");
                }
                return new ProviderReply(status, headers, bytes);
            } catch (IOException e) {
                throw new ProviderFailure(502, "The answer broke off");
            }
        }

        /** Leaves the rest unread. */
        @Override
        public void close() {
            try {
                body.close();
            } catch (IOException e) {
                // Nobody wants to know any more.
                return;
            }
        }
    }

    @Inject
    OwnCalls(
            OwnKey key,
            UserPasses passes,
            @ConfigProperty(name = "valence.host") String host,
            @ConfigProperty(name = "valence.port") int port) {
        this(key, passes, "http://" + authority(host, port));
    }

    private OwnCalls(OwnKey key, UserPasses passes, String address) {
        this.key = key;
        this.passes = passes;
        this.base = address + Incoming.PREFIX;
    }

    /** Calls to an API elsewhere, for tests. */
    public static OwnCalls to(String address, UserPasses passes) {
        return new OwnCalls(new OwnKey(), passes, address);
    }

    private static String authority(String host, int port) {
        String address = host.equals("0.0.0.0") || host.equals("::") || host.isBlank() ? "127.0.0.1" : host;
        return (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + port;
    }

    /** Names a resource that no path leads to. It counts in calls of this process only, and nobody else may set it in these. */
    public static final String RESOURCE_HEADER = "Valence-Resource";

    /**
     * Calls a resource of an element through an instance, whoever's it is.
     *
     * @throws ProviderFailure 504 when no answer came in time, 502 when the connection broke
     * @throws Unavailable when the server stops, and it is not known how far the call came
     */
    public Reply through(long instanceId, Request request) {
        return send(key.authorization(instanceId), request);
    }

    /**
     * Calls the platform with the rights of a user, as long as the call takes.
     *
     * @throws ProviderFailure as for {@link #through}
     * @throws Unavailable as for {@link #through}
     */
    public ProviderReply as(long userId, Request request, int replyLimit) {
        try (UserPasses.Pass pass = passes.issue(userId);
                Reply reply = send(pass.authorization(), request)) {
            return reply.whole(replyLimit);
        }
    }

    private Reply send(String authorization, Request request) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(base + request.path()))
                .method(request.method(), request.body())
                .timeout(request.limit());
        request.headers().forEach(builder::setHeader);
        builder.setHeader("Authorization", authorization);
        long patience = System.nanoTime() + UNTIL_LISTENING.toNanos();
        while (true) {
            try {
                HttpResponse<InputStream> response =
                        client().send(builder.build(), HttpResponse.BodyHandlers.ofInputStream());
                return new Reply(response.statusCode(), headers(response), response.body());
            } catch (ConnectException notListening) {
                if (stopping || System.nanoTime() > patience) {
                    throw stopped();
                }
                pause();
            } catch (IOException e) {
                if (stopping) {
                    throw stopped();
                }
                boolean late = e instanceof java.net.http.HttpTimeoutException;
                throw new ProviderFailure(
                        late ? 504 : 502,
                        "The call " + request.path().replaceAll("\\?.*", "") + " had no answer"
                                + (late ? " in time" : ": " + e.getMessage()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw stopped();
            }
        }
    }

    private static List<Map.Entry<String, String>> headers(HttpResponse<?> response) {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        response.headers()
                .map()
                .forEach((name, values) -> values.forEach(value -> headers.add(Map.entry(name, value))));
        return headers;
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stopped();
        }
    }

    private static Unavailable stopped() {
        return new Unavailable("The server is stopping; send the request again", Duration.ofSeconds(5));
    }

    /** Calls that break from now on do so because of us. */
    void stopping(@Observes @Priority(1) ShutdownEvent event) {
        stopping = true;
    }

    void stop(@Observes ShutdownEvent event) {
        close();
    }

    /** Ends the calls under way. */
    public void close() {
        synchronized (this) {
            Optional.ofNullable(client).ifPresent(HttpClient::shutdownNow);
        }
    }

    /** Made when first needed: most servers start without a call that is due. */
    private synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    // The default is a thread of the system for each step of a call: twice the time.
                    .executor(Executors.newVirtualThreadPerTaskExecutor())
                    .build();
        }
        return client;
    }
}
