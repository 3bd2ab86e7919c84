package dev.valence.mapping;

import dev.valence.http.JsonString;

/** Finds the ends of values in JSON text that is known to be right, though it may be cut off. */
final class JsonText {
    /** The text ends before the value does. */
    static final int CUT_OFF = -1;

    private JsonText() {}

    /** Where a value ends that begins at {@code at}, or {@link #CUT_OFF}. */
    static int after(byte[] in, int at, int to) {
        return switch (in[at]) {
            case '"' -> afterString(in, at, to);
            case '{', '[' -> afterContainer(in, at, to);
            default -> afterWord(in, at, to);
        };
    }

    /** The first byte from {@code at} on that is no white space; {@code to} when there is none. */
    static int space(byte[] in, int at, int to) {
        int i = at;
        while (i < to && in[i] <= ' ' && in[i] >= 0) {
            i++;
        }
        return i;
    }

    /** Where a name ends whose quote stands at {@code quote}, or {@link #CUT_OFF}; {@link TableReading#TREE} when it has escapes. */
    static int nameEnd(byte[] in, int quote, int to) {
        int end = JsonString.special(in, quote + 1, to);
        return end == to ? CUT_OFF : in[end] == '"' ? end : TableReading.TREE;
    }

    private static int afterString(byte[] in, int at, int to) {
        int i = JsonString.special(in, at + 1, to);
        while (i < to && in[i] != '"') {
            i = i + 2 < to ? JsonString.special(in, i + 2, to) : to;
        }
        return i < to ? i + 1 : CUT_OFF;
    }

    private static int afterContainer(byte[] in, int at, int to) {
        int depth = 0;
        int i = at;
        while (i < to) {
            switch (in[i]) {
                case '"' -> {
                    i = afterString(in, i, to);
                    if (i < 0) {
                        return CUT_OFF;
                    }
                    continue;
                }
                case '{', '[' -> depth++;
                case '}', ']' -> {
                    depth--;
                    if (depth == 0) {
                        return i + 1;
                    }
                }
                default -> {}
            }
            i++;
        }
        return CUT_OFF;
    }

    /** A number or a literal; something always stands behind it inside of an object. */
    private static int afterWord(byte[] in, int at, int to) {
        for (int i = at; i < to; i++) {
            byte c = in[i];
            if (c == ',' || c == '}' || c == ']' || c <= ' ') {
                return i;
            }
        }
        return CUT_OFF;
    }
}
