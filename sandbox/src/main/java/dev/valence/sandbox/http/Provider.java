package dev.valence.sandbox.http;

import java.util.Optional;

/** A simulated service. Called from many threads at once. */
public interface Provider {

    /** Path prefix without a trailing slash, for example {@code /webex/v1}. */
    String prefix();

    /** A new name for one call, in the provider's own shape. */
    String newTrackingId();

    /** Name of the reply header that carries it. */
    String trackingHeader();

    /**
     * Answers a call.
     *
     * @throws Refusal which the gateway hands to {@link #refuse}
     */
    Reply answer(Call call);

    /** Gives a refusal the provider's wire form. */
    Reply refuse(Call call, Refusal refusal);

    /** Whom a rate limit counts this call for; empty when it is not counted. */
    Optional<String> caller(Call call);

    /** The OAuth grant this call asks for; empty when it is no call of the token endpoint. */
    Optional<String> grant(Call call);

    /** Back to the seed. */
    void reset();
}
