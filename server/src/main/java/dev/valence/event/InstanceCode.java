package dev.valence.event;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The form of an instance's id in the address that providers call: base64 of its decimal digits; plain digits are taken too. */
public final class InstanceCode {
    /** A long's digits, less one: no id is that long. */
    private static final int MOST_DIGITS = 18;

    private InstanceCode() {}

    /** The form of an id, with its padding. */
    public static String of(long instanceId) {
        return Base64.getEncoder().encodeToString(Long.toString(instanceId).getBytes(StandardCharsets.US_ASCII));
    }

    /** The id; base64 comes with its padding or without. */
    public static Optional<Long> read(String code) {
        return number(code).or(() -> {
            try {
                return number(new String(Base64.getDecoder().decode(code), StandardCharsets.ISO_8859_1));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        });
    }

    private static Optional<Long> number(String text) {
        boolean digits =
                !text.isEmpty() && text.length() <= MOST_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }
}
