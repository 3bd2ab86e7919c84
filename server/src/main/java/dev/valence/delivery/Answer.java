package dev.valence.delivery;

import java.time.Duration;
import java.util.Optional;

/** What came back from a callback. */
sealed interface Answer {
    /**
     * A reply.
     *
     * @param retryAfter how long the receiver wants to be left alone
     * @param text the beginning of its body
     */
    record Replied(int status, Optional<Duration> retryAfter, String text) implements Answer {}

    /** No reply: no connection, no time, or an address that may not be called. */
    record Failed(String reason) implements Answer {}
}
