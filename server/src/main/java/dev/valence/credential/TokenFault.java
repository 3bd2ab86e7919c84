package dev.valence.credential;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.provider.ProviderReply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Finds the provider's own words in a token endpoint's refusal. */
final class TokenFault {
    /** RFC 6749 first, then what REST hosts put there. */
    private static final List<String> PLACES =
            List.of("/error_description", "/errors/0/description", "/message", "/error/message", "/error");

    private static final int LONGEST = 500;

    private TokenFault() {}

    static Optional<String> words(ProviderReply reply, Optional<JsonNode> body, OAuthApplication application) {
        return body.flatMap(TokenFault::fromJson)
                .or(() -> plain(reply))
                .map(text -> text.length() > LONGEST ? text.substring(0, LONGEST) : text)
                // A provider that repeats the request must not carry the secret into a reply or a log.
                .map(text -> application.clientSecret().isEmpty()
                        ? text
                        : text.replace(application.clientSecret(), "********"));
    }

    private static Optional<String> fromJson(JsonNode body) {
        return PLACES.stream()
                .map(body::at)
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .filter(text -> !text.isBlank())
                .findFirst();
    }

    private static Optional<String> plain(ProviderReply reply) {
        boolean html = reply.header("Content-Type").orElse("").contains("html");
        String text = new String(reply.body(), StandardCharsets.UTF_8).strip();
        return html || text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
