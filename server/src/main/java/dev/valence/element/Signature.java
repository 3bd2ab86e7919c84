package dev.valence.element;

/**
 * How the vendor signs its webhooks.
 *
 * @param header request header that carries the signature
 * @param algorithm name of a {@link javax.crypto.Mac}, for example {@code HmacSHA1}
 * @param encoding {@code hex} or {@code base64}
 * @param prefix text before the encoded signature, mostly empty
 * @param key configuration key that holds the shared secret
 */
public record Signature(String header, String algorithm, SignatureEncoding encoding, String prefix, String key) {}
