package dev.valence.hub;

import dev.valence.http.Json;
import dev.valence.mapping.ObjectMapping;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.OptionalLong;

/**
 * Maps the objects of a reply that was filtered before: the one object that it is, or each of its list. One object is held at a
 * time, so that the length of a list does not count.
 */
final class MappedReply extends JsonScanner implements ReplyTransform {
    private static final int LONGEST_OBJECT = 16 * 1024 * 1024;
    private static final byte[] OPEN = {'['};
    private static final byte[] COMMA = {','};
    private static final byte[] CLOSE = {']'};

    private final ReplyTransform filter;
    private final ObjectMapping mapping;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream(0);

    private byte[] in = new byte[0];
    private Buffer out = Buffer.buffer(0);
    private boolean list;
    private boolean first = true;
    private boolean inside;
    private int from;

    MappedReply(ReplyTransform filter, ObjectMapping mapping) {
        this.filter = filter;
        this.mapping = mapping;
    }

    @Override
    public Buffer feed(Buffer piece) {
        out = Buffer.buffer();
        take(filter.feed(piece));
        return out;
    }

    @Override
    public Buffer end() {
        out = Buffer.buffer();
        take(filter.end());
        finish();
        return out;
    }

    @Override
    public OptionalLong elements() {
        return filter.elements();
    }

    private void take(Buffer filtered) {
        in = filtered.getBytes();
        from = 0;
        scan(in, in.length);
        if (inside) {
            hold(in.length);
        }
    }

    private void hold(int to) {
        if (held.size() + to - from > LONGEST_OBJECT) {
            throw malformed("an object of more than " + LONGEST_OBJECT + " bytes", 0);
        }
        held.write(in, from, to - from);
    }

    @Override
    void valueStarts(byte firstByte, int at) {
        if (depth() == 0 && firstByte == '[') {
            list = true;
            out.appendBytes(OPEN);
        } else if (depth() == (list ? 1 : 0)) {
            inside = true;
            from = at;
        }
    }

    @Override
    void valueEnded(int after) {
        if (list && depth() == 0) {
            out.appendBytes(CLOSE);
        } else if (depth() == (list ? 1 : 0)) {
            // A number at the very end of the text ends behind the last piece, which is held already.
            if (after > from) {
                hold(after);
            }
            inside = false;
            write();
        }
    }

    private void write() {
        if (list && !first) {
            out.appendBytes(COMMA);
        }
        first = false;
        try {
            out.appendBytes(Json.bytes(mapping.fromVendor(Json.MAPPER.readTree(held.toByteArray()))));
        } catch (IOException e) {
            throw malformed("an object that cannot be read", 0);
        }
        held.reset();
    }

    @Override
    void opened(int at) {}

    @Override
    void named(byte[] bytes, int nameFrom, int to, boolean escaped) {}

    @Override
    void comma(int at) {}
}
