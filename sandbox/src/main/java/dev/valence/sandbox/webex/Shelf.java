package dev.valence.sandbox.webex;

import java.util.Collection;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Many items, kept in order, so that a page costs the same wherever it begins.
 *
 * <p>An item is taken off before what its key is made of changes, and put back after it.
 */
final class Shelf<T> implements Order<T> {
    private final NavigableMap<Key, T> items = new TreeMap<>();
    private final Function<T, Key> key;
    private final boolean newestFirst;

    private Shelf(Function<T, Key> key, boolean newestFirst) {
        this.key = key;
        this.newestFirst = newestFirst;
    }

    static <T> Shelf<T> oldestFirst(Function<T, Key> key) {
        return new Shelf<>(key, false);
    }

    static <T> Shelf<T> newestFirst(Function<T, Key> key) {
        return new Shelf<>(key, true);
    }

    void put(T item) {
        items.put(key.apply(item), item);
    }

    void take(T item) {
        items.remove(key.apply(item));
    }

    @Override
    public Stream<T> after(Optional<Key> place) {
        NavigableMap<Key, T> ordered = newestFirst ? items.descendingMap() : items;
        return place.map(from -> ordered.tailMap(from, false)).orElse(ordered).values().stream();
    }

    @Override
    public Key keyOf(T item) {
        return key.apply(item);
    }

    /** All items in their order, as they stand now and later. */
    Collection<T> all() {
        return Collections.unmodifiableCollection(
                newestFirst ? items.descendingMap().values() : items.values());
    }

    void clear() {
        items.clear();
    }
}
