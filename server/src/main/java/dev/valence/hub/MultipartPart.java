package dev.valence.hub;

import dev.valence.http.BadRequest;
import java.util.Optional;

/**
 * The head of one part of a form.
 *
 * @param fileName present for files
 * @param mediaType as sent
 */
record MultipartPart(String name, Optional<String> fileName, Optional<String> mediaType) {
    MultipartPart renamed(String newName) {
        return new MultipartPart(newName, fileName, mediaType);
    }

    /**
     * Reads the headers of a part, lines ended by CR LF.
     *
     * @throws BadRequest when the part has no name
     */
    static MultipartPart parse(String headers) {
        String disposition = header(headers, "content-disposition").orElse("");
        String name = parameter(disposition, "name")
                .orElseThrow(() -> new BadRequest("A part of the form has no name;"
                        + " each needs a header such as Content-Disposition: form-data; name=\"file\""));
        Optional<String> fileName = parameter(disposition, "filename").or(() -> parameter(disposition, "filename*"));
        return new MultipartPart(name, fileName, header(headers, "content-type"));
    }

    private static Optional<String> header(String headers, String name) {
        return headers.lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }

    private static Optional<String> parameter(String disposition, String name) {
        int at = disposition.indexOf(';');
        while (at >= 0 && at < disposition.length()) {
            int equals = disposition.indexOf('=', at);
            if (equals < 0) {
                return Optional.empty();
            }
            String found = disposition.substring(at + 1, equals).strip();
            StringBuilder value = new StringBuilder();
            at = value(disposition, equals + 1, value);
            if (found.equalsIgnoreCase(name)) {
                return Optional.of(value.toString());
            }
        }
        return Optional.empty();
    }

    /** Reads a value up to the next semicolon; of the escapes only those of quote and backslash are undone. */
    private static int value(String text, int from, StringBuilder value) {
        int at = from;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        if (at == text.length() || text.charAt(at) != '"') {
            int end = text.indexOf(';', at);
            value.append(text.substring(at, end < 0 ? text.length() : end).strip());
            return end < 0 ? text.length() : end;
        }
        for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
            boolean escape = text.charAt(at) == '\\'
                    && at + 1 < text.length()
                    && (text.charAt(at + 1) == '"' || text.charAt(at + 1) == '\\');
            at += escape ? 1 : 0;
            value.append(text.charAt(at));
        }
        int end = text.indexOf(';', Math.min(at, text.length()));
        return end < 0 ? text.length() : end;
    }
}
