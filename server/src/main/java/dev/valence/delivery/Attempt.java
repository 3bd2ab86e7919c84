package dev.valence.delivery;

import dev.valence.activity.Redaction;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * One post to a callback, as it is kept.
 *
 * @param url without secrets
 * @param request its headers without secrets and the length of its body, as JSON
 * @param status empty when no answer came
 * @param reply the beginning of the answer, or else what went wrong
 */
record Attempt(Instant at, Duration duration, String url, String request, OptionalInt status, String reply) {

    /** What is kept of a post and its answer. */
    static Attempt of(Instant at, Duration took, Callback callback, String request, Answer answer) {
        String url = Redaction.path(callback.url().toString());
        return switch (answer) {
            case Answer.Replied replied ->
                new Attempt(at, took, url, request, OptionalInt.of(replied.status()), replied.text());
            case Answer.Failed failed -> new Attempt(at, took, url, request, OptionalInt.empty(), failed.reason());
        };
    }
}
