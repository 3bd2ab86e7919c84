package dev.valence.sandbox.webex;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The items of a list in their order, read from any place on. */
interface Order<T> {

    /** Everything that stands after the key, or everything. */
    Stream<T> after(Optional<Key> place);

    Key keyOf(T item);

    /** The same order without what does not meet the condition. */
    default Order<T> only(Predicate<T> condition) {
        Order<T> whole = this;
        return new Order<>() {
            @Override
            public Stream<T> after(Optional<Key> place) {
                return whole.after(place).filter(condition);
            }

            @Override
            public Key keyOf(T item) {
                return whole.keyOf(item);
            }
        };
    }

    /** An order made by sorting at each look: for the few items of one room, team or organization. */
    static <T> Order<T> sorting(Collection<T> items, Function<T, Key> key) {
        return new Order<>() {
            @Override
            public Stream<T> after(Optional<Key> place) {
                return items.stream()
                        .filter(item -> place.isEmpty() || keyOf(item).compareTo(place.get()) > 0)
                        .sorted(Comparator.comparing(key));
            }

            @Override
            public Key keyOf(T item) {
                return key.apply(item);
            }
        };
    }
}
