package dev.valence.mapping;

import dev.valence.http.BadRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Two fields that do not go together; the cause of the refusal. */
final class FieldClash extends RuntimeException {
    private final transient FieldClashes.Placed one;
    private final transient FieldClashes.Placed other;

    FieldClash(FieldClashes.Placed one, FieldClashes.Placed other) {
        super(one.field().path() + " and " + other.field().path(), null, false, false);
        this.one = one;
        this.other = other;
    }

    /** The clash that a refusal is for, if it is one. */
    static Optional<FieldClash> in(BadRequest refusal) {
        return refusal.getCause() instanceof FieldClash clash ? Optional.of(clash) : Optional.empty();
    }

    /** Those of wider levels, with their levels. */
    List<String> fieldsAbove(Level level) {
        return Stream.of(one, other)
                .filter(placed -> !placed.level().equals(level.wire()))
                .map(placed -> "'" + placed.field().path() + "' (level " + placed.level() + ")")
                .toList();
    }
}
