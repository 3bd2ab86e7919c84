package dev.valence.mapping;

import java.util.Arrays;

/** JSON text that is being written, as a growing array of bytes whose end can be taken back. Not thread-safe. */
public final class JsonOut {
    private byte[] bytes;
    private int length;

    /** @param expected bytes that will probably do */
    public JsonOut(int expected) {
        bytes = new byte[Math.max(64, expected)];
    }

    /** Bytes written so far. */
    public int length() {
        return length;
    }

    /** What is written, from 0 to {@link #length()}; valid until something more is written. */
    public byte[] bytes() {
        return bytes;
    }

    /** Writes one byte. */
    public void append(char ascii) {
        if (length == bytes.length) {
            grow(1);
        }
        bytes[length++] = (byte) ascii;
    }

    /** Writes a part of an array. */
    public void append(byte[] from, int start, int end) {
        int more = end - start;
        if (more > bytes.length - length) {
            grow(more);
        }
        System.arraycopy(from, start, bytes, length, more);
        length += more;
    }

    /** Writes a whole array. */
    public void append(byte[] all) {
        append(all, 0, all.length);
    }

    /** Takes back what was written behind the first {@code keep} bytes. */
    void backTo(int keep) {
        length = keep;
    }

    private void grow(int more) {
        bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), bytes.length + (bytes.length >> 1)));
    }
}
