package dev.valence.formula;

import static dev.valence.formula.Property.optional;
import static dev.valence.formula.Property.required;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a step does, with the properties that it has; others are kept and mean nothing. */
public enum StepType {
    SCRIPT("script", required("body", PropertyKind.ANY), optional("mimeType", PropertyKind.ANY)),
    FILTER("filter", required("body", PropertyKind.ANY), optional("mimeType", PropertyKind.ANY)),
    /** Of the older engine: a script whose {@code true} sends an e-mail. */
    NOTIFICATION("notification", required("body", PropertyKind.ANY), optional("mimeType", PropertyKind.ANY)),
    LOOP("loop", required("list", PropertyKind.ANY)),
    ELEMENT_REQUEST(
            "elementRequest",
            call(
                    required("elementInstanceId", PropertyKind.ELEMENT_INSTANCE),
                    required("method", PropertyKind.METHOD),
                    required("api", PropertyKind.ANY))),
    REQUEST("request", call(required("method", PropertyKind.METHOD), required("api", PropertyKind.ANY))),
    HTTP_REQUEST("httpRequest", call(required("method", PropertyKind.METHOD), required("url", PropertyKind.HTTP_URL))),
    ELEMENT_REQUEST_STREAM(
            "elementRequestStream",
            required("downloadElementInstanceId", PropertyKind.ELEMENT_INSTANCE),
            required("downloadMethod", PropertyKind.METHOD),
            required("downloadApi", PropertyKind.ANY),
            optional("downloadHeaders", PropertyKind.ANY),
            optional("downloadQuery", PropertyKind.ANY),
            required("uploadElementInstanceId", PropertyKind.ELEMENT_INSTANCE),
            required("uploadMethod", PropertyKind.METHOD),
            required("uploadApi", PropertyKind.ANY),
            optional("uploadHeaders", PropertyKind.ANY),
            optional("uploadQuery", PropertyKind.ANY),
            optional("uploadFormData", PropertyKind.ANY),
            optional("uploadFormDataName", PropertyKind.ANY),
            optional("repeatAfterCrash", PropertyKind.SWITCH)),
    FORMULA(
            "formula",
            required("formulaId", PropertyKind.NUMBER),
            optional("args", PropertyKind.ANY),
            optional("subFormulaConfigs", PropertyKind.ANY)),
    RETRY_FORMULA_EXECUTION("retryFormulaExecution", required("retryAttempts", PropertyKind.RESTARTS)),
    AMQP_REQUEST(
            "amqpRequest",
            required("url", PropertyKind.AMQP_URL),
            required("queue", PropertyKind.ANY),
            optional("exchange", PropertyKind.ANY),
            optional("body", PropertyKind.ANY),
            optional("repeatAfterCrash", PropertyKind.SWITCH));

    private final String wire;
    // List.of makes lists that never change.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Property> properties;

    StepType(String wire, Property... properties) {
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
    public static Optional<StepType> of(String wire) {
        return Arrays.stream(values())
                .filter(type -> type.wire.toLowerCase(Locale.ROOT).equals(wire.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** All words, for messages. */
    static String words() {
        return String.join(", ", Arrays.stream(values()).map(StepType::wire).toList());
    }

    private static Property[] call(Property... own) {
        return Stream.concat(
                        Arrays.stream(own),
                        Stream.of(
                                optional("headers", PropertyKind.ANY),
                                optional("query", PropertyKind.ANY),
                                optional("path", PropertyKind.ANY),
                                optional("body", PropertyKind.ANY),
                                optional("acceptableStatusCodes", PropertyKind.STATUS_CODES),
                                optional("retry", PropertyKind.SWITCH),
                                optional("retryAttempts", PropertyKind.NUMBER),
                                optional("retryDelay", PropertyKind.NUMBER),
                                optional("retryStatusCodes", PropertyKind.STATUS_CODES),
                                // Whether a request that may have been sent when a server ended is sent once more.
                                optional("repeatAfterCrash", PropertyKind.SWITCH)))
                .toArray(Property[]::new);
    }
}
