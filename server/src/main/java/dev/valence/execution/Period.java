package dev.valence.execution;

import dev.valence.http.BadRequest;
import dev.valence.http.Page;
import dev.valence.http.QueryDate;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A time that executions are asked for.
 *
 * @param from included
 * @param to not included
 */
record Period(Optional<OffsetDateTime> from, Optional<OffsetDateTime> to) {
    /**
     * Reads {@code from} and {@code to}.
     *
     * @throws BadRequest naming the one that is no date
     */
    static Period of(Map<String, List<String>> query) {
        return new Period(
                Page.text(query, "from").map(text -> QueryDate.parse("from", text)),
                Page.text(query, "to").map(text -> QueryDate.parse("to", text)));
    }

    /**
     * The time as one that has both ends.
     *
     * @throws BadRequest when one is missing, or they are the wrong way round
     */
    Bounded bounded() {
        if (from.isEmpty() || to.isEmpty()) {
            throw new BadRequest("from and to are needed, dates like 2026-01-15T09:30:00Z");
        }
        if (!from.get().isBefore(to.get())) {
            throw new BadRequest("from has to be before to");
        }
        return new Bounded(from.get(), to.get());
    }

    /** A time with both ends. */
    record Bounded(OffsetDateTime from, OffsetDateTime to) {
        Duration length() {
            return Duration.between(from, to);
        }
    }
}
