package dev.valence.hub;

import java.nio.charset.StandardCharsets;

/** A member name as it stands in JSON text; the escapes in it were checked before. */
final class JsonName {
    private JsonName() {}

    /** The name in UTF-8 without its escapes. */
    static byte[] decode(byte[] bytes, int from, int to) {
        String raw = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        StringBuilder name = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\\') {
                name.append(c);
                continue;
            }
            char escape = raw.charAt(++i);
            if (escape == 'u') {
                name.append((char) Integer.parseInt(raw, i + 1, i + 5, 16));
                i += 4;
            } else {
                name.append(unescape(escape));
            }
        }
        return name.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static char unescape(char escape) {
        return switch (escape) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> escape;
        };
    }
}
