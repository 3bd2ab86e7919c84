package dev.valence.vault;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The master keys a process was given: the first wraps, the others only unwrap until their rows are wrapped again.
 *
 * @param keys current key first, never empty
 * @param source where they came from, in words for the operator
 */
record MasterKeys(List<MasterKey> keys, String source) {
    MasterKeys {
        keys = List.copyOf(keys);
    }

    /**
     * Reads a comma-separated list of base64 keys.
     *
     * @throws IllegalArgumentException with a message for the operator that does not repeat the text
     */
    static MasterKeys parse(String text, String source) {
        return new MasterKeys(
                Stream.of(text.split(",", -1))
                        .map(part -> new MasterKey(bytes(part.strip(), source)))
                        .toList(),
                source);
    }

    MasterKey current() {
        return keys.getFirst();
    }

    Optional<MasterKey> byId(String id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst();
    }

    private static byte[] bytes(String base64, String source) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            // The decoder's own message repeats a character of the key, so it is not kept as the cause.
            throw new IllegalArgumentException(malformed(source));
        }
        if (key.length != MasterKey.BYTES) {
            throw new IllegalArgumentException(malformed(source));
        }
        return key;
    }

    private static String malformed(String source) {
        return "The master key in " + source + " is not the base64 text of 32 bytes;"
                + " put the original key there (a new one for an empty database: openssl rand -base64 32)";
    }
}
