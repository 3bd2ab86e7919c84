package dev.valence.sandbox.http;

import java.util.Map;

/** A call that is answered with an error status; the provider gives it the wire form. */
public class Refusal extends RuntimeException {
    private final int status;
    private final transient Map<String, String> headers;

    public Refusal(int status, String message) {
        this(status, message, Map.of());
    }

    public Refusal(int status, String message, Map<String, String> headers) {
        super(message, null, false, false);
        this.status = status;
        this.headers = Map.copyOf(headers);
    }

    public int status() {
        return status;
    }

    /** What is refused and why; never null, never a secret. */
    public String reason() {
        return String.valueOf(getMessage());
    }

    public Map<String, String> headers() {
        return headers;
    }
}
