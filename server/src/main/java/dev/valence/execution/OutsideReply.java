package dev.valence.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.valence.http.Json;
import dev.valence.provider.ProviderReply;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The answer to a request as later steps see it. */
final class OutsideReply {
    /** What is kept of an answer, in bytes. */
    static final int LIMIT = 16 << 20;

    private static final Pattern FILE_NAME = Pattern.compile("(?i)filename\\s*=\\s*(?:\"([^\"]*)\"|([^;\\s]+))");
    private static final Pattern ENCODED_NAME = Pattern.compile("(?i)filename\\*\\s*=\\s*UTF-8'[^']*'([^;\\s]+)");
    private static final int MOST_MESSAGE = 500;

    private OutsideReply() {}

    /** {@code code} as text, {@code headers}, {@code body}: JSON as what it is, text as text, anything else as a file. */
    static ObjectNode value(ProviderReply reply) {
        ObjectNode value = head(reply.status(), reply.headers());
        value.set("body", body(reply));
        return value;
    }

    /** As {@link #value} without a body. */
    static ObjectNode head(int status, List<Map.Entry<String, String>> received) {
        ObjectNode value = Json.MAPPER.createObjectNode().put("code", Integer.toString(status));
        ObjectNode headers = value.putObject("headers");
        for (Map.Entry<String, String> header : received) {
            String name = header.getKey();
            if (!name.equalsIgnoreCase("Set-Cookie")) {
                headers.put(
                        name,
                        headers.has(name) ? headers.path(name).asText() + ", " + header.getValue() : header.getValue());
            }
        }
        return value;
    }

    /** What the answer to a request says of its failure; empty when it says nothing that people read. */
    static String message(JsonNode body) {
        for (String member : new String[] {"message", "error_description", "error", "providerMessage"}) {
            String text = body.path(member).asText();
            if (!text.isBlank()) {
                return ": " + (text.length() > MOST_MESSAGE ? text.substring(0, MOST_MESSAGE) + "..." : text);
            }
        }
        return "";
    }

    /** The name that an answer gives to its file. */
    static Optional<String> fileName(Optional<String> disposition) {
        return disposition.flatMap(header -> {
            Matcher encoded = ENCODED_NAME.matcher(header);
            if (encoded.find()) {
                try {
                    return Optional.of(URLDecoder.decode(encoded.group(1).replace("+", "%2B"), StandardCharsets.UTF_8));
                } catch (IllegalArgumentException malformed) {
                    return Optional.empty();
                }
            }
            Matcher plain = FILE_NAME.matcher(header);
            return plain.find()
                    ? Optional.of(plain.group(1) == null ? plain.group(2) : plain.group(1))
                    : Optional.empty();
        });
    }

    private static JsonNode body(ProviderReply reply) {
        if (reply.body().length == 0) {
            return TextNode.valueOf("");
        }
        String type = reply.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        // An error says something, whatever the headers of the file that was asked for.
        Optional<String> file =
                reply.status() / 100 == 2 ? fileName(reply.header("Content-Disposition")) : Optional.empty();
        if (file.isEmpty() && (type.isEmpty() || type.contains("json"))) {
            try {
                return Json.MAPPER.readTree(reply.body());
            } catch (IOException notJson) {
                // Said to be, or might be; then it is what it looks like.
            }
        }
        if (file.isEmpty() && (type.isEmpty() || isText(type))) {
            Optional<String> text = text(reply.body());
            if (text.isPresent()) {
                return TextNode.valueOf(text.get());
            }
        }
        return Json.MAPPER
                .createObjectNode()
                .put("filename", file.orElse("file"))
                .put("type", StepBody.FILE)
                .put("contentType", type.isEmpty() ? "application/octet-stream" : type)
                .put("content", Base64.getEncoder().encodeToString(reply.body()));
    }

    private static boolean isText(String type) {
        return type.startsWith("text/")
                || type.contains("json")
                || type.contains("xml")
                || type.contains("javascript")
                || type.contains("x-www-form-urlencoded");
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }
}
