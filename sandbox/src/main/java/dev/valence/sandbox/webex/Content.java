package dev.valence.sandbox.webex;

import java.nio.file.Path;

/** A file of a message. */
record Content(String internalId, String fileName, Source source) {

    /** Where the bytes are. */
    sealed interface Source {}

    /** Uploaded, on this machine; {@code size} in bytes. */
    record Uploaded(Path path, long size, String mediaType) implements Source {}

    /** Given by address only; the sandbox makes no calls of its own, so it answers the address as text. */
    record Referenced(String url) implements Source {}

    String id() {
        return Ids.of(Ids.CONTENT, internalId);
    }
}
