package dev.valence.polling;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The dates of a record, as far as its provider gives them. */
record RecordDates(Optional<DateField> updated, Optional<DateField> created) {
    static final RecordDates NONE = new RecordDates(Optional.empty(), Optional.empty());

    boolean none() {
        return updated.isEmpty() && created.isEmpty();
    }

    Optional<Instant> updated(JsonNode found) {
        return updated.flatMap(field -> field.read(found));
    }

    Optional<Instant> created(JsonNode found) {
        return created.flatMap(field -> field.read(found));
    }

    /** When the record was last touched. */
    Optional<Instant> last(JsonNode found) {
        return updated(found).or(() -> created(found));
    }

    /**
     * What tells one state of a record from the next, as the provider writes it.
     *
     * @return empty when the record has no date, so that it has to be compared whole
     */
    Optional<String> stamp(JsonNode found) {
        return updated.map(field -> field.text(found))
                .filter(text -> !text.isEmpty())
                .or(() -> created.map(field -> field.text(found)).filter(text -> !text.isEmpty()));
    }

    /** Whether the last date tells two changes of the same second apart. */
    boolean isFine(JsonNode found) {
        return last(found)
                .filter(date -> !date.truncatedTo(ChronoUnit.SECONDS).equals(date))
                .isPresent();
    }

    /** Whether the record has not been touched since it was made; empty when its dates do not say. */
    Optional<Boolean> isFresh(JsonNode found, Duration tolerance) {
        Optional<Instant> made = created(found);
        if (made.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(updated(found)
                .map(touched -> Duration.between(made.get(), touched).abs().compareTo(tolerance) <= 0)
                .orElse(true));
    }
}
