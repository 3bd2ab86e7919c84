package dev.valence.hub;

import java.util.Locale;

/** The steps of a call, as its trace shows them. */
enum Step {
    /** Who calls, and through which instance. */
    CREDENTIALS,
    /** Which resource of the element it is. */
    RESOURCE,
    /** The caller's body is read. */
    BODY,
    /** The vendor request is put together. */
    REQUEST,
    /** The element's scripts that come before the vendor is asked. */
    PRE_HOOKS,
    /** The token, refreshed when due, and the address. */
    AUTHORIZE,
    /** The provider is asked; its reply has begun. */
    SEND,
    /** A refused token is renewed. */
    RENEW,
    /** A 429 is waited out. */
    WAIT,
    /** The element's scripts that come after the vendor has answered. */
    POST_HOOKS,
    /** The reply is passed on, or made an error. */
    REPLY;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
