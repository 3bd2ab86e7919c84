package dev.valence.connect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.http.InvalidFields;
import dev.valence.http.StorableText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Collects what is wrong with a form, so that a person hears of everything at once. */
final class FieldFaults {
    private static final int LONGEST = 8_000;

    private final Map<String, String> faults = new LinkedHashMap<>();

    /** The first fault of a field is the one to be told. */
    void add(String field, String fault) {
        faults.putIfAbsent(field, fault);
    }

    void addAll(Map<String, String> others) {
        others.forEach(this::add);
    }

    /** A value as text without surrounding spaces; null and empty texts count as absent. */
    Optional<String> text(String field, JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isValueNode()) {
            add(field, "must be a text");
            return Optional.empty();
        }
        String text = value.asText().strip();
        if (text.length() > LONGEST) {
            add(field, "is longer than " + LONGEST + " characters");
            return Optional.empty();
        }
        if (StorableText.of(text).isEmpty()) {
            add(field, "has a character that cannot be stored");
            return Optional.empty();
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** Throws {@link InvalidFields} when there is any fault. */
    void throwIfAny() {
        if (!faults.isEmpty()) {
            throw new InvalidFields(
                    "Please correct: "
                            + String.join(
                                    "; ",
                                    faults.entrySet().stream()
                                            .map(fault -> fault.getKey() + " " + fault.getValue())
                                            .toList()),
                    faults);
        }
    }
}
