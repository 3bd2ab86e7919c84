package dev.valence.sandbox.webex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;

/** The one attachment a message may have: an adaptive card, or a file of an enterprise content service. */
final class Card {
    private static final String ADAPTIVE = "application/vnd.microsoft.card.adaptive";
    private static final double NEWEST = 1.3;

    private Card() {}

    /**
     * Checks the list of attachments.
     *
     * @throws dev.valence.sandbox.http.Refusal 400 unless it is one card of a version up to 1.3, or one file reference
     */
    static void check(ArrayNode attachments) {
        if (attachments.size() != 1 || !attachments.get(0).isObject()) {
            throw Refusals.bad("A message takes one attachment.");
        }
        JsonNode content = attachments.get(0).path("content");
        if (!content.isObject()) {
            throw Refusals.bad("An attachment needs a content object.");
        }
        if (content.has("fileId")) {
            checkFile(content);
        } else if (!attachments.get(0).path("contentType").asText().equals(ADAPTIVE)) {
            throw Refusals.bad("The contentType of an attachment must be " + ADAPTIVE + ".");
        } else if (!content.path("type").asText().equals("AdaptiveCard")) {
            throw Refusals.bad("The content of a card must have the type AdaptiveCard.");
        } else {
            checkVersion(content.path("version").asText());
        }
    }

    private static void checkVersion(String version) {
        if (!version.matches("\\d\\.\\d") || Double.parseDouble(version) > NEWEST) {
            throw Refusals.bad("The version of a card must be " + NEWEST + " or lower.");
        }
    }

    private static void checkFile(JsonNode content) {
        String type = content.path("type").asText();
        if (!type.equals("external") && !type.equals("native")) {
            throw Refusals.bad("The type of a content file must be external or native.");
        }
        if (content.path("contentUrl").asText().isBlank()) {
            throw Refusals.bad("A content file needs a contentUrl.");
        }
    }
}
