package dev.valence.http;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Walks over the bytes of a string in JSON text. */
public final class JsonString {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private JsonString() {}

    /** The first quote, backslash or control character, eight bytes at a time; {@code to} when there is none. */
    public static int special(byte[] in, int from, int to) {
        int i = from;
        for (; i + 8 <= to; i += 8) {
            long eight = (long) EIGHT.get(in, i);
            long quote = eight ^ (ONES * '"');
            long backslash = eight ^ (ONES * '\\');
            // "Bit Twiddling Hacks", S. E. Anderson: haszero and hasless; the lowest hit is exact.
            long hit = (((quote - ONES) & ~quote) | ((backslash - ONES) & ~backslash) | ((eight - ONES * ' ') & ~eight))
                    & HIGHS;
            if (hit != 0) {
                return i + (Long.numberOfTrailingZeros(hit) >>> 3);
            }
        }
        while (i < to && in[i] != '"' && in[i] != '\\' && (in[i] < 0 || in[i] >= ' ')) {
            i++;
        }
        return i;
    }
}
