package dev.valence.mapping;

import java.util.Arrays;

/**
 * Values that stand in one JSON text, which is known to be right.
 *
 * @param text in UTF-8
 * @param starts where each value begins
 * @param ends behind each value
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and the arrays are not changed
public record JsonValues(byte[] text, int[] starts, int[] ends) {
    /** A text that is one value. */
    public static JsonValues one(byte[] text) {
        return new JsonValues(text, new int[] {JsonText.space(text, 0, text.length)}, new int[] {text.length});
    }

    /** The elements of an array, or else the one value that the text is. */
    public static JsonValues each(byte[] text) {
        int at = JsonText.space(text, 0, text.length);
        if (at == text.length || text[at] != '[') {
            return one(text);
        }
        int[] starts = new int[64];
        int[] ends = new int[64];
        int count = 0;
        at = JsonText.space(text, at + 1, text.length);
        while (at < text.length && text[at] != ']') {
            int end = JsonText.after(text, at, text.length);
            if (end < 0) {
                throw new IllegalArgumentException("The text is cut off");
            }
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, count * 2);
                ends = Arrays.copyOf(ends, count * 2);
            }
            starts[count] = at;
            ends[count++] = end;
            at = JsonText.space(text, end, text.length);
            if (at < text.length && text[at] == ',') {
                at = JsonText.space(text, at + 1, text.length);
            }
        }
        return new JsonValues(text, Arrays.copyOf(starts, count), Arrays.copyOf(ends, count));
    }

    /** No value at all. */
    public static JsonValues none() {
        return each(new byte[] {'[', ']'});
    }

    /** Whether they are the elements of an array. */
    public boolean isArray() {
        return starts.length != 1 || starts[0] > JsonText.space(text, 0, text.length);
    }

    /** How many there are. */
    public int size() {
        return starts.length;
    }

    /** One of them as a text of its own. */
    byte[] value(int index) {
        return Arrays.copyOfRange(text, starts[index], ends[index]);
    }

    boolean isObject(int index) {
        return starts[index] < text.length && text[starts[index]] == '{';
    }
}
