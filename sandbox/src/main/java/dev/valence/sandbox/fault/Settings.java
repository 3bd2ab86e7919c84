package dev.valence.sandbox.fault;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What may be changed while the sandbox runs; a reset brings back what the process was started with. */
@Singleton
public final class Settings {

    /**
     * The values.
     *
     * @param accessTokenSeconds life of access tokens issued from now on
     * @param refreshTokenSeconds life of refresh tokens, counted anew at each refresh
     * @param refreshTokenRotation whether a refresh answers a new refresh token and refuses the former one
     * @param rateLimit calls a minute for each person and first path segment; 0 is no limit
     * @param duplicateWebhooks whether each webhook call goes out twice
     * @param reorderWebhooks whether each webhook call is overtaken by the one after it
     * @param webhookRetries how often a webhook call that failed is tried again
     * @param nullMaxInLinks whether links to a next page say {@code max=null}, a known defect of the real service
     * @param autoApprove whether a consent is given at once, without the page, to a request that names the person
     */
    public record Values(
            long accessTokenSeconds,
            long refreshTokenSeconds,
            boolean refreshTokenRotation,
            int rateLimit,
            boolean duplicateWebhooks,
            boolean reorderWebhooks,
            int webhookRetries,
            boolean nullMaxInLinks,
            boolean autoApprove) {}

    private final Values initial;
    private final AtomicReference<Values> current;

    @Inject
    public Settings(
            @ConfigProperty(name = "sandbox.access-token-seconds") long accessTokenSeconds,
            @ConfigProperty(name = "sandbox.refresh-token-seconds") long refreshTokenSeconds,
            @ConfigProperty(name = "sandbox.refresh-token-rotation") boolean refreshTokenRotation,
            @ConfigProperty(name = "sandbox.rate-limit") int rateLimit) {
        initial = new Values(
                accessTokenSeconds,
                refreshTokenSeconds,
                refreshTokenRotation,
                rateLimit,
                false,
                false,
                0,
                false,
                false);
        current = new AtomicReference<>(initial);
    }

    public Values now() {
        return current.get();
    }

    public Values change(UnaryOperator<Values> change) {
        return current.updateAndGet(change);
    }

    public void reset() {
        current.set(initial);
    }
}
