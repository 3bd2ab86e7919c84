package dev.valence.element;

import java.time.Duration;
import java.util.Optional;

/**
 * How the vendor signs its webhooks.
 *
 * @param header request header that carries the signature
 * @param algorithm name of a {@link javax.crypto.Mac}, for example {@code HmacSHA1}
 * @param encoding {@code hex} or {@code base64}
 * @param prefix text before the encoded signature, mostly empty
 * @param key configuration key that holds the shared secret
 * @param signed what is signed: a text with <code>{body}</code>, the raw body, and <code>{timestamp}</code>, the header's value
 * @param timestamp when the vendor sent it, for vendors that say so
 */
public record Signature(
        String header,
        String algorithm,
        SignatureEncoding encoding,
        String prefix,
        String key,
        String signed,
        Optional<Timestamp> timestamp) {
    /** What is signed unless the element says more. */
    public static final String BODY = "{body}";

    /** Stands for the timestamp header's value. */
    public static final String TIMESTAMP = "{timestamp}";

    /**
     * The header with the time of sending, in seconds since 1970.
     *
     * @param tolerance how far it may be from now; what is further away is a repetition by somebody else
     */
    public record Timestamp(String header, Duration tolerance) {}
}
