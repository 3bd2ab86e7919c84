package dev.valence.formula;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What starts the executions of a formula, with the properties that its trigger has. */
public enum TriggerType {
    EVENT("event", Property.required("elementInstanceId", PropertyKind.ELEMENT_INSTANCE)),
    ELEMENT_REQUEST(
            "elementRequest",
            Property.required("elementInstanceId", PropertyKind.ELEMENT_INSTANCE),
            Property.required("method", PropertyKind.METHOD),
            Property.required("api", PropertyKind.ANY)),
    SCHEDULED("scheduled", Property.required("cron", PropertyKind.CRON)),
    MANUAL("manual");

    private final String wire;
    // List.of makes lists that never change.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Property> properties;

    TriggerType(String wire, Property... properties) {
        this.wire = wire;
        this.properties = List.of(properties);
    }

    /** The word on the wire. */
    public String wire() {
        return wire;
    }

    List<Property> properties() {
        return properties;
    }

    /** The type with this word, in any case. */
    public static Optional<TriggerType> of(String wire) {
        return Arrays.stream(values())
                .filter(type -> type.wire.toLowerCase(Locale.ROOT).equals(wire.toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
