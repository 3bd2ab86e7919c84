package dev.valence.reception;

import java.util.Locale;

/** Why a post was not taken. */
enum Refusal {
    /** No such element or instance, or one that takes no webhooks. */
    UNKNOWN,
    /** Over the size limit. */
    TOO_LARGE,
    /** The connection ended before the body did. */
    TRUNCATED,
    /** The body did not come to its end in time. */
    TOO_SLOW,
    /** The provider's signature is missing or wrong. */
    SIGNATURE,
    /** Signed, and so long ago that somebody may be repeating it. */
    STALE,
    /** The platform's own credentials are missing or wrong. */
    CREDENTIALS,
    /** Neither JSON nor a form. */
    NOT_JSON,
    /** The element's event hook failed. */
    HOOK,
    /** The database could not take it; the provider was asked to come again. */
    UNAVAILABLE;

    /** The word in the table and in replies. */
    String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
