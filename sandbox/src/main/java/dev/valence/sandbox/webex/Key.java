package dev.valence.sandbox.webex;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;

/**
 * Where an item stands in its list.
 *
 * @param sort mostly a time in milliseconds
 * @param id decides between equals
 */
record Key(long sort, UUID id) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
            Comparator.comparingLong(Key::sort).thenComparing(Key::id);

    static Key of(Instant at, UUID id) {
        return new Key(at.toEpochMilli(), id);
    }

    @Override
    public int compareTo(Key other) {
        return ORDER.compare(this, other);
    }
}
