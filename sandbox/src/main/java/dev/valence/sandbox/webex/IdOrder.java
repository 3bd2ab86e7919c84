package dev.valence.sandbox.webex;

import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** Items in the order of their public ids, letter by letter, which is not the order of the UUIDs within. */
final class IdOrder<T> implements Order<T> {
    private final NavigableMap<String, T> items = new TreeMap<>();
    private final String type;
    private final Function<T, UUID> uuid;

    /** An empty order of items with ids of one type. */
    IdOrder(String type, Function<T, UUID> uuid) {
        this.type = type;
        this.uuid = uuid;
    }

    void put(T item) {
        items.put(Ids.of(type, uuid.apply(item)), item);
    }

    void take(T item) {
        items.remove(Ids.of(type, uuid.apply(item)));
    }

    @Override
    public Stream<T> after(Optional<Key> place) {
        return place.map(from -> items.tailMap(Ids.of(type, from.id()), false)).orElse(items).values().stream();
    }

    @Override
    public Key keyOf(T item) {
        return new Key(0, uuid.apply(item));
    }

    int size() {
        return items.size();
    }

    void clear() {
        items.clear();
    }
}
