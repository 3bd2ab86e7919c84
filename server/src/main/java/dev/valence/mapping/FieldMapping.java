package dev.valence.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.http.Json;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * One field of the application's object and the place of the provider's that it stands for.
 *
 * @param path in the application's object
 * @param vendorPath in the provider's
 * @param masks of a date
 * @param otherwise what the application reads when the provider's object has no value
 * @param read whether it is given to the application
 * @param written whether it is sent to the provider
 * @param methods verbs of the calls that it is for, upper case; none means every call
 * @param shared whether another field may write the same place of the provider's object
 */
record FieldMapping(
        FieldPath path,
        FieldPath vendorPath,
        ValueType type,
        ValueType vendorType,
        Optional<DateMasks> masks,
        Optional<JsonNode> otherwise,
        boolean read,
        boolean written,
        Set<String> methods,
        boolean shared) {
    /** More are refused by the JSON reader, which is left to do it. */
    private static final int MOST_DIGITS = 900;

    FieldMapping {
        methods = Set.copyOf(methods);
    }

    /** Whether calls of this verb use it. */
    boolean isFor(String method) {
        return methods.isEmpty() || methods.contains(method);
    }

    /** The same for a call that does not use it: its places are neither read nor written. */
    FieldMapping unused() {
        return new FieldMapping(path, vendorPath, type, vendorType, masks, otherwise, false, false, methods, shared);
    }

    /** The same, marked as {@link #shared}. */
    FieldMapping sharing() {
        return new FieldMapping(path, vendorPath, type, vendorType, masks, otherwise, read, written, methods, true);
    }

    /**
     * The provider's value as the application reads it; a {@code null} is no value where there is a default. Where both sides have
     * lists, each element has its own default, and a list that is not there has none.
     */
    Found fromVendor(JsonNode object) {
        Found found = Found.at(object, vendorPath).map(this::converted);
        return otherwise.isPresent() ? found.or(otherwise.get(), Math.min(path.lists(), vendorPath.lists())) : found;
    }

    private JsonNode converted(JsonNode value) {
        return masks.isPresent() ? masks.get().fromVendor(value) : type.convert(value);
    }

    /** Whether a value of the provider whose text begins so may have to be converted. */
    boolean mayChange(byte first) {
        boolean number = first == '-' || (first >= '0' && first <= '9');
        if (masks.isPresent()) {
            return number || first == '"' || first == '[';
        }
        return switch (type) {
            case STRING -> number || first == 't' || first == 'f' || first == '[';
            case NUMBER, BOOLEAN -> first == '"' || first == '[';
            case DATE, ANY -> false;
        };
    }

    /**
     * The provider's value as the application reads it, from text to text; empty when it stays what it is.
     *
     * @throws IOException for a value that cannot be read or written, such as half of a surrogate pair
     */
    Optional<byte[]> fromVendor(byte[] text, int from, int to) throws IOException {
        if (type == ValueType.STRING && masks.isEmpty() && isWord(text, from, to)) {
            byte[] quoted = new byte[to - from + 2];
            quoted[0] = '"';
            quoted[quoted.length - 1] = '"';
            System.arraycopy(text, from, quoted, 1, to - from);
            return Optional.of(quoted);
        }
        JsonNode value = Json.MAPPER.readTree(text, from, to - from);
        JsonNode converted = converted(value);
        return value.equals(converted) ? Optional.empty() : Optional.of(Json.MAPPER.writeValueAsBytes(converted));
    }

    /** Truth values, and whole numbers other than -0: as texts they are written the same. */
    private static boolean isWord(byte[] text, int from, int to) {
        if (text[from] == 't' || text[from] == 'f') {
            return true;
        }
        int first = text[from] == '-' ? from + 1 : from;
        for (int i = first; i < to; i++) {
            if (text[i] < '0' || text[i] > '9') {
                return false;
            }
        }
        return first < to && (text[first] != '0' || first == from) && to - first < MOST_DIGITS;
    }

    /** The application's value as the provider takes it. */
    Found toVendor(JsonNode object) {
        return Found.at(object, path)
                .map(value -> masks.map(mask -> mask.toVendor(value)).orElseGet(() -> vendorType.convert(value)));
    }
}
