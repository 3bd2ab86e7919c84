package dev.valence.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.http.BadRequest;

/** What a transformation must be like before its fields are looked at one by one. */
final class TransformationShape {
    private static final int LONGEST_SCRIPT = 100_000;

    private TransformationShape() {}

    /**
     * Looks at the members that mean something; others may be anything.
     *
     * @throws BadRequest saying which member is wrong, and what it should be like
     */
    static void require(String name, JsonNode json) {
        if (!json.isObject()) {
            throw new BadRequest("A transformation must be a JSON object with vendorName and fields");
        }
        String what = "the transformation of " + name;
        JsonNode fields = json.path("fields");
        if (!isAbsent(fields) && !fields.isArray()) {
            throw new BadRequest("The fields of " + what + " must be an array");
        }
        if (fields.size() > TransformationReader.MOST_FIELDS) {
            throw new BadRequest(
                    "T" + what.substring(1) + " has more than " + TransformationReader.MOST_FIELDS + " fields");
        }
        requireConfiguration(json, what, "inherit");
        for (JsonNode field : fields) {
            requireConfiguration(field, "the field '" + field.path("path").asText() + "' of " + what, "remove");
        }
        requireScript(json.path("script"), what);
    }

    private static void requireConfiguration(JsonNode of, String what, String example) {
        JsonNode configuration = of.path("configuration");
        if (isAbsent(configuration)) {
            return;
        }
        boolean right = configuration.isArray()
                && configuration
                        .valueStream()
                        .allMatch(entry -> entry.path("type").isTextual());
        if (!right) {
            throw new BadRequest("The configuration of " + what + " must be an array of entries like [{\"type\": \""
                    + example + "\"}]");
        }
    }

    private static void requireScript(JsonNode script, String what) {
        if (!isAbsent(script) && !script.path("body").isTextual()) {
            throw new BadRequest(
                    "The script of " + what
                            + " must be like {\"mimeType\": \"application/javascript\", \"body\": \"done(transformedObject);\"}");
        }
        if (script.path("body").asText().length() > LONGEST_SCRIPT) {
            throw new BadRequest("The script of " + what + " is longer than " + LONGEST_SCRIPT + " characters");
        }
    }

    private static boolean isAbsent(JsonNode json) {
        return json.isMissingNode() || json.isNull();
    }
}
