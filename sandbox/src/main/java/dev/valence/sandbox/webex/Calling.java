package dev.valence.sandbox.webex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** How somebody is called; the calling licence needs a location, and a number or an extension. */
record Calling(Optional<String> location, Optional<String> extension, Optional<String> number) {
    private static final String LOCATION = "locationId";
    private static final String EXTENSION = "extension";
    private static final String NUMBERS = "phoneNumbers";

    /** All that a reader who does not ask for calling details is not shown. */
    static final List<String> DETAILS = List.of(EXTENSION, LOCATION);

    /** As a change of licences names it. */
    static Calling ofProperties(JsonNode properties) {
        return new Calling(
                text(properties.path(LOCATION)),
                text(properties.path(EXTENSION)),
                text(properties.path("phoneNumber")));
    }

    /** As it stands in a person. */
    static Calling ofProfile(ObjectNode profile) {
        return new Calling(
                text(profile.path(LOCATION)),
                text(profile.path(EXTENSION)),
                profile.path(NUMBERS)
                        .valueStream()
                        .filter(number -> number.path("type").asText().startsWith("work"))
                        .flatMap(number -> text(number.path("value")).stream())
                        .findFirst());
    }

    private static Optional<String> text(JsonNode value) {
        return Optional.of(value.asText("")).filter(text -> !text.isBlank());
    }

    boolean isComplete() {
        return location.isPresent() && (extension.isPresent() || number.isPresent());
    }

    /** Makes it the person's; what it does not name stays as it was. */
    void assign(ObjectNode profile) {
        location.ifPresent(text -> profile.put(LOCATION, text));
        extension.ifPresent(text -> profile.put(EXTENSION, text));
        number.ifPresent(text -> {
            ArrayNode numbers = profile.withArray(NUMBERS);
            boolean known = numbers.valueStream()
                    .anyMatch(entry -> entry.path("value").asText().equals(text));
            if (!known) {
                numbers.addObject().put("type", "work").put("value", text);
            }
        });
    }
}
