package dev.valence.sandbox.fault;

import dev.valence.sandbox.http.Call;
import java.util.Arrays;
import java.util.Optional;

/**
 * One ordered misbehaviour.
 *
 * @param path matches this path and everything below it, with or without the provider's prefix; empty matches all
 * @param token only calls with this bearer token, or that refresh with this refresh token (RFC 6749, 6); empty matches all
 * @param status for {@link Kind#STATUS}
 * @param retryAfter seconds for the {@code Retry-After} header
 * @param milliseconds how long {@link Kind#LATENCY} waits; for {@link Kind#HANG} 0 is for ever
 * @param after whether the call is carried out first, so that only the answer suffers
 */
public record Fault(
        Optional<String> path,
        Optional<String> token,
        Kind kind,
        int status,
        Optional<Integer> retryAfter,
        long milliseconds,
        boolean after) {

    /** What goes wrong. */
    public enum Kind {
        /** Answers a status. */
        STATUS("status"),
        /** Answers nothing and keeps the connection open. */
        HANG("hang"),
        /** Closes the connection without an answer. */
        RESET("reset"),
        /** Answers late. */
        LATENCY("latency"),
        /** Announces the whole length, sends half of it and closes. */
        TRUNCATE("truncate"),
        /** Answers with half of the body as if it were whole. */
        INVALID_JSON("invalidJson"),
        /** Answers a list whose first item could not be decrypted. */
        UNREADABLE("unreadable");

        private final String wire;

        Kind(String wire) {
            this.wire = wire;
        }

        /** The name in the control API. */
        public String wire() {
            return wire;
        }

        public static Optional<Kind> named(String name) {
            return Arrays.stream(values())
                    .filter(kind -> kind.wire.equalsIgnoreCase(name))
                    .findFirst();
        }
    }

    boolean matches(Call call) {
        return path.map(wanted -> below(wanted, call.path()) || below(wanted, call.prefix() + call.path()))
                        .orElse(true)
                && token.map(wanted -> carries(call, wanted)).orElse(true);
    }

    private static boolean carries(Call call, String token) {
        return call.bearer().filter(token::equals).isPresent()
                || call.form().first("refresh_token").filter(token::equals).isPresent();
    }

    private static boolean below(String wanted, String path) {
        String stem = wanted.endsWith("/") ? wanted.substring(0, wanted.length() - 1) : wanted;
        return path.equals(stem) || path.startsWith(stem + "/");
    }

    @Override
    public String toString() {
        return kind + " on " + path.orElse("every path");
    }
}
