package dev.valence.credential;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.http.Mask;
import dev.valence.provider.ProviderReply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the provider's own words in a token endpoint's refusal. */
final class TokenFault {
    /** RFC 6749 first, then what REST hosts put there. */
    private static final List<String> PLACES =
            List.of("/error_description", "/errors/0/description", "/message", "/error/message", "/error");

    private static final int LONGEST = 500;

    /** The letters of a shorter secret stand in any sentence; it is looked for as a word of its own. */
    private static final int TELLING = 6;

    private TokenFault() {}

    /** @param secrets what was sent; a provider that repeats it must not carry it into a reply or a log */
    static Optional<String> words(ProviderReply reply, Optional<JsonNode> body, List<String> secrets) {
        return body.flatMap(TokenFault::fromJson)
                .or(() -> plain(reply))
                .map(text -> masked(text, secrets))
                .map(TokenFault::storable)
                .map(TokenFault::cut);
    }

    private static String masked(String text, List<String> secrets) {
        String masked = text;
        for (String secret : secrets) {
            masked = secret.isEmpty() ? masked : pattern(secret).matcher(masked).replaceAll(Mask.TEXT);
        }
        return masked;
    }

    private static Pattern pattern(String secret) {
        String quoted = Pattern.quote(secret);
        return secret.length() < TELLING
                ? Pattern.compile("(?<![\\p{L}\\p{N}])" + quoted + "(?![\\p{L}\\p{N}])")
                : Pattern.compile(quoted);
    }

    /** Without what the database and JSON cannot carry: control characters and halves of surrogate pairs. */
    private static String storable(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints()
                .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                .forEach(point -> kept.appendCodePoint(Character.isISOControl(point) ? ' ' : point));
        return kept.toString();
    }

    private static String cut(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST);
    }

    private static Optional<String> fromJson(JsonNode body) {
        return PLACES.stream()
                .map(body::at)
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .filter(text -> !text.isBlank())
                .findFirst();
    }

    /** A successful reply that cannot be read may hold the tokens that it was to bring: none of it is quoted. */
    private static Optional<String> plain(ProviderReply reply) {
        if (reply.status() < 300) {
            return Optional.empty();
        }
        boolean html = reply.header("Content-Type").orElse("").contains("html");
        String text = new String(reply.body(), StandardCharsets.UTF_8).strip();
        return html || text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
