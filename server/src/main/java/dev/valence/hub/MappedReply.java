package dev.valence.hub;

import dev.valence.http.Json;
import dev.valence.mapping.JsonOut;
import dev.valence.mapping.ObjectMapping;
import dev.valence.mapping.TableReading;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Maps the objects of a reply that was filtered before: the one object that it is, or each of its list.
 *
 * <p>An object that stands whole in a piece is mapped where it stands when its mapping has a table of fields. Others are held, one at
 * a time, so that the length of a list does not count.
 */
final class MappedReply extends JsonScanner implements ReplyTransform {
    private static final int LONGEST_OBJECT = 16 * 1024 * 1024;

    private final ReplyTransform filter;
    private final ObjectMapping mapping;
    private final Optional<TableReading> table;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream(0);

    private byte[] in = new byte[0];
    private JsonOut out = new JsonOut(0);
    private boolean list;
    private boolean first = true;
    private boolean inside;
    private boolean asTree;
    private int from;

    MappedReply(ReplyTransform filter, ObjectMapping mapping) {
        this.filter = filter;
        this.mapping = mapping;
        this.table = mapping.table().map(TableReading::new);
    }

    @Override
    public Buffer feed(Buffer piece) {
        return mapped(filter.feed(piece), false);
    }

    @Override
    public Buffer end() {
        return mapped(filter.end(), true);
    }

    @Override
    public OptionalLong elements() {
        return filter.elements();
    }

    private Buffer mapped(Buffer filtered, boolean last) {
        in = filtered.getBytes();
        out = new JsonOut(in.length + in.length / 4);
        from = 0;
        scan(in, in.length);
        if (inside) {
            hold(in.length);
        }
        if (last) {
            finish();
        }
        return Buffer.buffer(out.length()).appendBytes(out.bytes(), 0, out.length());
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
            out.append('[');
        } else if (depth() == (list ? 1 : 0)) {
            comma();
            int end =
                    table.isPresent() && firstByte == '{' ? table.get().map(in, at, in.length, out) : TableReading.TREE;
            if (end > 0) {
                skipTo(end);
            } else {
                inside = true;
                asTree = end == TableReading.TREE;
                from = at;
            }
        }
    }

    private void comma() {
        if (list && !first) {
            out.append(',');
        }
        first = false;
    }

    @Override
    void valueEnded(int after) {
        if (list && depth() == 0) {
            out.append(']');
        } else if (inside && depth() == (list ? 1 : 0)) {
            // A number at the very end of the text ends behind the last piece, which is held already.
            if (after > from) {
                hold(after);
            }
            inside = false;
            write(held.toByteArray());
            held.reset();
        }
    }

    private void write(byte[] object) {
        if (table.isPresent() && !asTree && table.get().map(object, 0, object.length, out) > 0) {
            return;
        }
        try {
            out.append(Json.MAPPER.writeValueAsBytes(mapping.fromVendor(Json.MAPPER.readTree(object))));
        } catch (IOException e) {
            throw malformed("an object that cannot be read", 0);
        }
    }

    @Override
    void opened(int at) {}

    @Override
    void named(byte[] bytes, int nameFrom, int to, boolean escaped) {}

    @Override
    void comma(int at) {}
}
