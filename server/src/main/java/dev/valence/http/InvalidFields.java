package dev.valence.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A form that cannot be accepted (400), with what is wrong at each of its fields. */
public final class InvalidFields extends ApiException {
    private final Map<String, String> fields;

    /**
     * @param message what is wrong altogether
     * @param fields name of a field to what is wrong with it, in the form's order
     */
    public InvalidFields(String message, Map<String, String> fields) {
        super(400, message);
        this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    @Override
    public Map<String, String> fields() {
        return fields;
    }
}
