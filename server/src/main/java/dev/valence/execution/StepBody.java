package dev.valence.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.BadRequest;
import dev.valence.http.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * What a request step sends along.
 *
 * @param contentType what these bytes are
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier; never compared
record StepBody(byte[] bytes, String contentType) {
    /** The type of a value that is a file: {@code filename} and base64 {@code content}. */
    static final String FILE = "workflow-file-attachment";

    private static final String MULTIPART = "workflow-multipart";

    /**
     * The body that a value means. A file is sent as a form of one part, or by itself when the step names its media type.
     *
     * @param wanted the step's own {@code Content-Type}
     * @param filePart the name of the part with the file
     * @throws BadRequest when a file's content is not base64
     */
    static StepBody of(JsonNode value, Optional<String> wanted, String filePart) {
        String kind = value.path("type").asText();
        boolean form = wanted.map(type -> type.toLowerCase(Locale.ROOT).startsWith("multipart/"))
                .orElse(true);
        if (kind.equals(FILE)) {
            if (!form) {
                return new StepBody(content(value), wanted.orElseThrow());
            }
            Form file = new Form();
            file.part(filePart, Optional.of(name(value)), mediaType(value), content(value));
            return file.end();
        }
        if (kind.equals(MULTIPART)) {
            return parts(value, filePart);
        }
        if (value.isTextual()) {
            byte[] text = value.textValue().getBytes(StandardCharsets.UTF_8);
            return new StepBody(text, wanted.orElse("application/json"));
        }
        return new StepBody(Json.bytes(value), wanted.orElse("application/json"));
    }

    /** The value without the content of files, to be kept. */
    static JsonNode described(JsonNode value) {
        if (value.path("type").asText().equals(FILE) && value instanceof ObjectNode file) {
            return file.deepCopy()
                    .put("content", "(" + file.path("content").asText().length() + " characters)");
        }
        if (value.path("type").asText().equals(MULTIPART) && value instanceof ObjectNode multipart) {
            ObjectNode copy = multipart.deepCopy();
            for (JsonNode part : copy.path("parts")) {
                if (part instanceof ObjectNode object && (part.has("filename") || isFile(part.path("content")))) {
                    object.put("content", "(file)");
                }
            }
            return copy;
        }
        return value;
    }

    private static StepBody parts(JsonNode value, String filePart) {
        if (!value.path("parts").isArray()) {
            throw new BadRequest("A body of the type " + MULTIPART + " needs a list of parts");
        }
        Form form = new Form();
        for (JsonNode part : value.path("parts")) {
            JsonNode content = part.path("content");
            boolean file = part.hasNonNull("filename") || isFile(content);
            String name = part.path("name").asText();
            if (name.isEmpty()) {
                if (!file) {
                    throw new BadRequest("A part of the body has no name");
                }
                name = filePart;
            }
            Optional<String> type =
                    Optional.of(part.path("Content-Type").asText()).filter(text -> !text.isBlank());
            if (isFile(content)) {
                Optional<String> fileName =
                        Optional.of(part.path("filename").asText(name(content))).filter(text -> !text.isBlank());
                form.part(name, fileName, type.orElse(mediaType(content)), content(content));
            } else if (file) {
                form.part(
                        name,
                        Optional.of(part.path("filename").asText()),
                        type.orElse("application/octet-stream"),
                        bytes(content));
            } else {
                form.part(name, Optional.empty(), type.orElse(""), text(content));
            }
        }
        return form.end();
    }

    private static boolean isFile(JsonNode value) {
        return value.path("type").asText().equals(FILE);
    }

    private static String name(JsonNode file) {
        return file.path("filename").asText("file");
    }

    private static String mediaType(JsonNode file) {
        return file.path("contentType").asText("application/octet-stream");
    }

    private static byte[] text(JsonNode content) {
        return Context.text(content).getBytes(StandardCharsets.UTF_8);
    }

    /** Files made by scripts are text as often as base64. */
    private static byte[] bytes(JsonNode content) {
        try {
            return Base64.getDecoder().decode(Context.text(content).strip());
        } catch (IllegalArgumentException notBase64) {
            return text(content);
        }
    }

    private static byte[] content(JsonNode file) {
        try {
            return Base64.getMimeDecoder().decode(file.path("content").asText());
        } catch (IllegalArgumentException e) {
            throw new BadRequest("The content of the file " + name(file) + " is not base64");
        }
    }

    /** A {@code multipart/form-data} body (RFC 7578). */
    static final class Form {
        private final String boundary = "valence-" + UUID.randomUUID();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        void part(String name, Optional<String> fileName, String mediaType, byte[] content) {
            bytes.writeBytes(head(name, fileName, mediaType));
            bytes.writeBytes(content);
            bytes.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }

        /** What stands before the content of a part. */
        byte[] head(String name, Optional<String> fileName, String mediaType) {
            return ("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + quoted(name) + "\""
                            + fileName.map(file -> "; filename=\"" + quoted(file) + "\"")
                                    .orElse("")
                            + (mediaType.isEmpty() ? "" : "\r\nContent-Type: " + mediaType.replaceAll("[\\r\\n]", ""))
                            + "\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8);
        }

        byte[] tail() {
            return ("--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII);
        }

        /** What was put in so far. */
        byte[] begun() {
            return bytes.toByteArray();
        }

        String contentType() {
            return "multipart/form-data; boundary=" + boundary;
        }

        StepBody end() {
            bytes.writeBytes(tail());
            return new StepBody(bytes.toByteArray(), contentType());
        }

        /** As browsers write it. */
        private static String quoted(String text) {
            return text.replace("\r", "%0D").replace("\n", "%0A").replace("\"", "%22");
        }
    }
}
