package dev.valence.hub;

import dev.valence.http.JsonString;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Walks over JSON text (RFC 8259) that arrives in pieces of any size and reports where values and member names
 * stand, without decoding any of them.
 *
 * <p>Structure, literals, numbers and escapes are checked; bytes of strings are not checked to be UTF-8, since they are
 * only ever copied. One byte order mark at the start is let through. Memory is one byte per open container and the
 * name that a piece broke off in. Not thread-safe.
 */
abstract class JsonScanner {
    /** Open containers at the same time. */
    static final int MAX_DEPTH = 1000;

    /** Bytes of a member name. */
    static final int MAX_NAME = 64 * 1024;

    private static final int START = 0;
    private static final int VALUE = 1;
    private static final int VALUE_OR_END = 2;
    private static final int NAME = 3;
    private static final int NAME_OR_END = 4;
    private static final int COLON = 5;
    private static final int AFTER = 6;
    private static final int DONE = 7;
    private static final int IN_STRING = 8;
    private static final int IN_NAME = 9;
    private static final int ESCAPE = 10;
    private static final int HEX = 11;
    private static final int LITERAL = 12;
    private static final int MINUS = 13;
    private static final int ZERO = 14;
    private static final int INTEGER = 15;
    private static final int POINT = 16;
    private static final int FRACTION = 17;
    private static final int EXPONENT = 18;
    private static final int EXPONENT_SIGN = 19;
    private static final int EXPONENT_DIGITS = 20;

    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private int state = START;
    private int depth;
    private boolean[] objects = new boolean[16];
    private long base;

    private byte[] literal = TRUE;
    private int literalSeen;
    private int hexLeft;
    private boolean escapeInName;
    private int known;

    private int nameFrom;
    private boolean nameEscaped;
    private boolean nameBroken;
    private final ByteArrayOutputStream brokenName = new ByteArrayOutputStream(0);

    /** A value begins; {@link #depth()} counts the containers around it. */
    abstract void valueStarts(byte first, int at);

    /** A value ended before {@code after}; {@link #depth()} counts the containers around it. */
    abstract void valueEnded(int after);

    /** An object or array opened at {@code at}; it counts in {@link #depth()} now. */
    abstract void opened(int at);

    /** A member's name as it stands between the quotes. */
    abstract void named(byte[] bytes, int from, int to, boolean escaped);

    /** A comma between two members or elements. */
    abstract void comma(int at);

    final int depth() {
        return depth;
    }

    final boolean inObject() {
        return depth > 0 && objects[depth - 1];
    }

    /** For {@link #valueStarts}: the value is known to be whole and to end before {@code after}, and need not be walked over. */
    final void skipTo(int after) {
        known = after;
    }

    /** Takes the next piece. */
    final void scan(byte[] in, int to) {
        nameFrom = 0;
        int i = 0;
        while (i < to) {
            byte c = in[i];
            switch (state) {
                case IN_STRING, IN_NAME -> i = string(in, i, to);
                case START, VALUE, VALUE_OR_END -> i = isSpace(c) ? i + 1 : value(in, i, to);
                case NAME, NAME_OR_END -> i = isSpace(c) ? i + 1 : name(in, i, to);
                case COLON -> i = isSpace(c) ? i + 1 : colon(in, i, to);
                case AFTER -> i = isSpace(c) ? i + 1 : after(in, i, to);
                case DONE -> {
                    if (!isSpace(c)) {
                        throw malformed("more text after the value", i);
                    }
                    i++;
                }
                case ESCAPE -> i = escape(c, i);
                case HEX -> i = hex(c, i);
                case LITERAL -> i = literal(in, i, to);
                default -> i = number(in, i, to);
            }
        }
        if (inName()) {
            keepName(in, to);
        }
        base += to;
    }

    /** The text is over. */
    final void finish() {
        if (state == ZERO || state == INTEGER || state == FRACTION || state == EXPONENT_DIGITS) {
            endValue(0);
        }
        if (state != DONE) {
            throw malformed(base == 0 ? "it is empty" : "it ends in the middle", 0);
        }
    }

    final MalformedReply malformed(String fault, int at) {
        return new MalformedReply(fault, base + at);
    }

    private int value(byte[] in, int i, int to) {
        byte c = in[i];
        if (c == ']' && state == VALUE_OR_END) {
            return close(i);
        }
        if (state == START && c == BYTE_ORDER_MARK[0] && base + i == 0) {
            return literal(BYTE_ORDER_MARK, in, i, to);
        }
        valueStarts(c, i);
        if (known > i) {
            int after = known;
            known = 0;
            endValue(after);
            return after;
        }
        switch (c) {
            case '"' -> {
                state = IN_STRING;
                return string(in, i + 1, to);
            }
            case 't' -> {
                return literal(TRUE, in, i, to);
            }
            case 'f' -> {
                return literal(FALSE, in, i, to);
            }
            case 'n' -> {
                return literal(NULL, in, i, to);
            }
            case '{' -> open(true, i);
            case '[' -> open(false, i);
            case '-' -> state = MINUS;
            case '0' -> state = ZERO;
            case '1', '2', '3', '4', '5', '6', '7', '8', '9' -> state = INTEGER;
            default -> throw malformed("expected a value", i);
        }
        return i + 1;
    }

    private void open(boolean object, int i) {
        if (depth == MAX_DEPTH) {
            throw malformed("nested deeper than " + MAX_DEPTH, i);
        }
        if (depth == objects.length) {
            objects = Arrays.copyOf(objects, depth * 2);
        }
        objects[depth++] = object;
        state = object ? NAME_OR_END : VALUE_OR_END;
        opened(i);
    }

    private int close(int i) {
        depth--;
        endValue(i + 1);
        return i + 1;
    }

    private void endValue(int after) {
        state = depth == 0 ? DONE : AFTER;
        valueEnded(after);
    }

    private int name(byte[] in, int i, int to) {
        byte c = in[i];
        if (c == '"') {
            state = IN_NAME;
            nameFrom = i + 1;
            nameEscaped = false;
            return string(in, i + 1, to);
        }
        if (c == '}' && state == NAME_OR_END) {
            return close(i);
        }
        throw malformed("expected a member name", i);
    }

    private int colon(byte[] in, int i, int to) {
        if (in[i] != ':') {
            throw malformed("expected ':'", i);
        }
        state = VALUE;
        int next = i + 1;
        return next < to && in[next] == '"' ? value(in, next, to) : next;
    }

    private int after(byte[] in, int i, int to) {
        boolean object = objects[depth - 1];
        byte c = in[i];
        if (c == ',') {
            comma(i);
            state = object ? NAME : VALUE;
            int next = i + 1;
            return object && next < to && in[next] == '"' ? name(in, next, to) : next;
        }
        if (c == (object ? '}' : ']')) {
            return close(i);
        }
        throw malformed(object ? "expected ',' or '}'" : "expected ',' or ']'", i);
    }

    private int string(byte[] in, int from, int to) {
        int i = JsonString.special(in, from, to);
        if (i == to) {
            return i;
        }
        byte c = in[i];
        if (c == '"') {
            if (state == IN_STRING) {
                endValue(i + 1);
            } else {
                state = COLON;
                endName(in, i);
            }
        } else if (c == '\\') {
            escapeInName = state == IN_NAME;
            nameEscaped |= escapeInName;
            state = ESCAPE;
        } else {
            throw malformed("a control character in a string", i);
        }
        return i + 1;
    }

    private void endName(byte[] in, int to) {
        if (!nameBroken) {
            named(in, nameFrom, to, nameEscaped);
        } else {
            keepName(in, to);
            byte[] whole = brokenName.toByteArray();
            brokenName.reset();
            nameBroken = false;
            named(whole, 0, whole.length, nameEscaped);
        }
    }

    private boolean inName() {
        return state == IN_NAME || ((state == ESCAPE || state == HEX) && escapeInName);
    }

    private void keepName(byte[] in, int to) {
        if (brokenName.size() + to - nameFrom > MAX_NAME) {
            throw malformed("a member name of more than " + MAX_NAME + " bytes", to);
        }
        nameBroken = true;
        brokenName.write(in, nameFrom, to - nameFrom);
    }

    private int escape(byte c, int i) {
        switch (c) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> state = escapeInName ? IN_NAME : IN_STRING;
            case 'u' -> {
                hexLeft = 4;
                state = HEX;
            }
            default -> throw malformed("an unknown escape in a string", i);
        }
        return i + 1;
    }

    private int hex(byte c, int i) {
        if (Character.digit(c, 16) < 0) {
            throw malformed("expected four hexadecimal digits", i);
        }
        if (--hexLeft == 0) {
            state = escapeInName ? IN_NAME : IN_STRING;
        }
        return i + 1;
    }

    private int literal(byte[] word, byte[] in, int i, int to) {
        literal = word;
        literalSeen = 0;
        state = LITERAL;
        return literal(in, i, to);
    }

    private int literal(byte[] in, int from, int to) {
        int i = from;
        while (i < to && literalSeen < literal.length) {
            if (in[i] != literal[literalSeen]) {
                throw malformed("expected a value", i);
            }
            literalSeen++;
            i++;
        }
        if (literalSeen == literal.length) {
            if (literal[0] == BYTE_ORDER_MARK[0]) {
                state = VALUE;
            } else {
                endValue(i);
            }
        }
        return i;
    }

    private int number(byte[] in, int from, int to) {
        for (int i = from; i < to; i++) {
            byte c = in[i];
            boolean digit = c >= '0' && c <= '9';
            switch (state) {
                case MINUS -> state = need(digit, c == '0' ? ZERO : INTEGER, i);
                case POINT -> state = need(digit, FRACTION, i);
                case EXPONENT ->
                    state = need(digit || c == '+' || c == '-', digit ? EXPONENT_DIGITS : EXPONENT_SIGN, i);
                case EXPONENT_SIGN -> state = need(digit, EXPONENT_DIGITS, i);
                default -> {
                    if (digit && state != ZERO) {
                        continue;
                    }
                    if (c == '.' && (state == ZERO || state == INTEGER)) {
                        state = POINT;
                    } else if ((c == 'e' || c == 'E') && state != EXPONENT_DIGITS) {
                        state = EXPONENT;
                    } else {
                        endValue(i);
                        return i;
                    }
                }
            }
        }
        return to;
    }

    private int need(boolean met, int next, int i) {
        if (!met) {
            throw malformed("a number is cut short", i);
        }
        return next;
    }

    private static boolean isSpace(byte c) {
        return c <= ' ' && (c == ' ' || c == '\n' || c == '\r' || c == '\t');
    }
}
