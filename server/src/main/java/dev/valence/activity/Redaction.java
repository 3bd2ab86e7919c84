package dev.valence.activity;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.valence.http.CredentialText;
import dev.valence.http.Json;
import dev.valence.http.Mask;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Takes secrets out of what is kept of a call. What is secret is told by its name, in headers, queries, forms and JSON, and
 * besides that by its shape where free text could carry a bearer token.
 */
public final class Redaction {
    /** Compared in lower case and without separators; better too many than one too few. */
    private static final Pattern SECRET_NAME = Pattern.compile(
            ".*(secret|passw|passphrase|authorization|apikey|privatekey|signature|credential|cookie|session|assertion).*"
                    + "|.*token|.*tokens|pin|pwd|auth|code|codeverifier|sig|hmac");

    private static final Pattern SEPARATORS = Pattern.compile("[-_.\\s]");
    private static final Pattern BEARER =
            Pattern.compile("(?i)\\b(bearer|basic|element|user|organization)(\\s+|%20|\\+)[A-Za-z0-9+/=._~-]{16,}");

    /** The same few names come again and again. */
    private static final Cache<String, Boolean> JUDGED =
            Caffeine.newBuilder().maximumSize(2_000).build();

    private Redaction() {}

    /** Whether values under this name are secrets. */
    static boolean isSecret(String name) {
        return Boolean.TRUE.equals(JUDGED.get(name, Redaction::judge));
    }

    private static boolean judge(String name) {
        String plain = SEPARATORS.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
        // A cursor is no secret, and people look for it.
        return !plain.endsWith("pagetoken") && SECRET_NAME.matcher(plain).matches();
    }

    /** The value of a header. */
    public static String header(String name, String value) {
        return isSecret(name) ? Mask.TEXT : text(value);
    }

    /** A path with its query; names are looked at as they were sent. */
    public static String path(String path) {
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query + 1) + pairs(path.substring(query + 1));
    }

    /**
     * A body or the beginning of one.
     *
     * @param contentType of its message
     */
    public static String body(byte[] bytes, String contentType) {
        String type = contentType.toLowerCase(Locale.ROOT);
        String text = new String(bytes, StandardCharsets.UTF_8).replace('\0', '\uFFFD');
        // Windows programs put a byte order mark in front.
        text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        String start = text.stripLeading();
        if (start.startsWith("{") || start.startsWith("[")) {
            return json(text);
        }
        if (type.contains("x-www-form-urlencoded")) {
            return pairs(text);
        }
        boolean readable = type.startsWith("text/") || type.contains("json") || type.contains("xml") || type.isEmpty();
        return readable ? words(text) : "(" + type.replaceAll(";.*", "") + ")";
    }

    private static String pairs(String query) {
        StringBuilder kept = new StringBuilder(query.length());
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            kept.append(kept.isEmpty() ? "" : "&");
            kept.append(
                    equals > 0 && isSecret(pair.substring(0, equals))
                            ? pair.substring(0, equals + 1) + Mask.TEXT
                            : text(pair));
        }
        return kept.toString();
    }

    /** Free text, such as what a provider says of a failure. */
    public static String words(String text) {
        return CredentialText.masked(text(text));
    }

    private static String text(String text) {
        return BEARER.matcher(text).replaceAll("$1$2" + Mask.TEXT);
    }

    /** Copies token by token; a body that is cut off, or turns out to be no JSON, ends where it does. */
    private static String json(String text) {
        StringWriter kept = new StringWriter();
        try (JsonParser in = Json.MAPPER.getFactory().createParser(text)) {
            JsonGenerator out = Json.MAPPER.getFactory().createGenerator(kept);
            out.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
            boolean whole = copy(in, out);
            out.flush();
            return whole ? kept.toString() : kept + " ...";
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail to be written", e);
        }
    }

    /** JSON that is carried as a text in JSON has names of its own. */
    private static String inner(String text) {
        String start = text.stripLeading();
        return start.startsWith("{") || start.startsWith("[{") ? words(text) : text(text);
    }

    private static boolean copy(JsonParser in, JsonGenerator out) throws IOException {
        boolean secret = false;
        try {
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                if (secret) {
                    in.skipChildren();
                    out.writeString(Mask.TEXT);
                    secret = false;
                } else if (token == JsonToken.VALUE_STRING) {
                    out.writeString(inner(in.getText()));
                } else {
                    out.copyCurrentEventExact(in);
                    secret = token == JsonToken.FIELD_NAME && isSecret(in.currentName());
                }
            }
            return in.getParsingContext().inRoot();
        } catch (com.fasterxml.jackson.core.JsonProcessingException cutOff) {
            return false;
        }
    }
}
