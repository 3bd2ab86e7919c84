package dev.valence.delivery;

import dev.valence.activity.Redaction;
import dev.valence.http.ApiException;
import dev.valence.http.ProviderFailure;
import dev.valence.provider.AddressGuard;
import dev.valence.provider.BlockingClient;
import dev.valence.provider.ProviderReply;
import dev.valence.provider.RetryAfter;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Posts to callbacks, with connections of its own: receivers that hang must not take those that token endpoints need.
 * Redirects are answers like others, and every address passes the guard.
 */
@Singleton
class CallbackClient {
    private static final int CONNECTIONS = 2_000;
    private static final int CONNECTIONS_PER_HOST = 200;
    /** Letters of an answer that are kept. */
    private static final int KEPT = 1_000;

    private final BlockingClient client;
    private final Clock clock;
    private final Duration limit;

    @Inject
    CallbackClient(
            AddressGuard guard, Clock clock, @ConfigProperty(name = "valence.events.callback-timeout") Duration limit) {
        this.client = new BlockingClient(guard, CONNECTIONS, CONNECTIONS_PER_HOST);
        this.clock = clock;
        this.limit = limit;
    }

    /** Sends once and waits for the whole answer, as long as the setting allows. */
    Answer send(CallbackPost post) {
        try {
            ProviderReply reply = client.send("POST", post.url(), post.headers(), post.body(), limit);
            return new Answer.Replied(
                    reply.status(),
                    reply.header("Retry-After").flatMap(value -> RetryAfter.parse(value, clock)),
                    beginning(reply));
        } catch (ProviderFailure e) {
            return new Answer.Failed(
                    e.status() == 504 ? "no answer within " + limit.toSeconds() + " s" : "no connection");
        } catch (ApiException e) {
            return new Answer.Failed(String.valueOf(e.getMessage()));
        }
    }

    private static String beginning(ProviderReply reply) {
        String text = Redaction.body(reply.body(), reply.header("Content-Type").orElse(""));
        return text.length() <= KEPT ? text : text.substring(0, KEPT) + "...";
    }

    void close(@Observes ShutdownEvent event) throws IOException {
        client.close();
    }
}
