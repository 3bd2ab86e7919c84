package dev.valence.event;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/** The number by which deliveries of one object are kept in order; a clash only makes two objects wait for each other. */
public final class ObjectKey {
    private ObjectKey() {}

    /** The key of what happened to one object; empty when it happened to several. */
    public static Optional<Long> of(List<EventObject> objects) {
        if (objects.size() != 1) {
            return Optional.empty();
        }
        CRC32C hash = new CRC32C();
        hash.update((objects.getFirst().objectType() + " " + objects.getFirst().objectId())
                .getBytes(StandardCharsets.UTF_8));
        return Optional.of(hash.getValue());
    }
}
