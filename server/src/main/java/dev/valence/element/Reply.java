package dev.valence.element;

import com.fasterxml.jackson.databind.JsonNode;

/** An answer that is not the vendor's body. */
public sealed interface Reply {
    /**
     * Sent in place of the vendor's body once the vendor has accepted the call.
     *
     * @param body JSON whose texts may hold <code>{now}</code> (ISO-8601 in UTC) and <code>{elementKey}</code>; read only
     */
    record Body(JsonNode body) implements Reply {}

    /** No vendor call: the names of the element's objects. */
    record Objects() implements Reply {}

    /** No vendor call: the fields of the object named by the path variable {@code objectName}, from the models. */
    record Metadata() implements Reply {}
}
