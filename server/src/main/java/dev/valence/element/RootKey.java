package dev.valence.element;

import java.util.Optional;

/**
 * The wrapping of bodies at the vendor, on the wire {@code requestRoot|responseRoot}; parts may be dotted.
 *
 * @param request the member under which the caller's body is put
 * @param response the member of the vendor's reply that is the answer
 */
public record RootKey(Optional<String> request, Optional<String> response) {
    /** No wrapping in either direction. */
    public static final RootKey NONE = new RootKey(Optional.empty(), Optional.empty());

    /** Reads the wire form; a text without a bar is the request part. */
    public static RootKey parse(String text) {
        int bar = text.indexOf('|');
        return bar < 0
                ? new RootKey(part(text), Optional.empty())
                : new RootKey(part(text.substring(0, bar)), part(text.substring(bar + 1)));
    }

    private static Optional<String> part(String text) {
        return text.isBlank() ? Optional.empty() : Optional.of(text.strip());
    }
}
