package dev.valence.hub;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Turns the provider's JSON reply into the hub's while it passes by: takes the value out of its wrapping, leaves out
 * members that are {@code null}, keeps only the chosen fields.
 *
 * <p>What is kept is copied byte for byte: digits of numbers, escapes, order and white space stay. Elements of arrays are
 * never left out, {@code null} or not. One filter serves one reply: {@link #feed} each piece, send what it gives back,
 * and {@link #end} after the last one; a short body is one piece. Not thread-safe; never blocks.
 *
 * <p>A reply without the wanted root passes whole, its own members filtered in the same way, since single objects come
 * unwrapped from vendors that wrap their lists ({@link #unwrapped()} says which it was). To know this, the beginning is
 * held back until the root shows up, at most 1 MB; a root that comes later is a {@link MalformedReply}. Of a root
 * that stands there twice the first counts. Besides that, memory is a member name and what stands open.
 */
public final class ReplyFilter extends JsonScanner implements ReplyTransform {
    /** Bytes that may stand before the root. */
    static final int MAX_HELD = 1024 * 1024;

    private static final int SEEK = 0;
    private static final int COPY = 1;
    private static final int SKIP = 2;
    private static final int DONE = 3;

    private final byte[][] root;
    private final boolean dropNulls;
    private final FieldChoice fields;
    private final boolean filtering;

    private int mode;
    private int level;
    private boolean onPath;
    private boolean unwrapped;
    private int rootDepth;
    private long elements = -1;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream(0);

    private byte[] in = new byte[0];
    private Buffer out = Buffer.buffer(0);
    private int copyFrom;
    private int resumeDepth;

    // A member is undecided from its comma (or the brace) to the first byte of its value.
    private boolean undecided;
    private int memberFrom;
    private boolean memberBroken;
    private final ByteArrayOutputStream brokenMember = new ByteArrayOutputStream(0);
    private boolean[] kept = new boolean[16];
    private FieldChoice[] choices = new FieldChoice[16];
    private @Nullable FieldChoice chosen = FieldChoice.ALL;

    /**
     * @param root names from the outside in, separated by dots, such as {@code items} or {@code data.items}; empty for
     *     no unwrapping
     * @param dropNulls whether members that are {@code null} are left out, at every depth
     * @param fields the members to keep in the object or in each object of the list
     */
    public ReplyFilter(String root, boolean dropNulls, FieldChoice fields) {
        this.root = root.isEmpty()
                ? new byte[0][]
                : Arrays.stream(root.split("\\.", -1))
                        .map(name -> name.getBytes(StandardCharsets.UTF_8))
                        .toArray(byte[][]::new);
        this.dropNulls = dropNulls;
        this.fields = fields;
        this.filtering = dropNulls || !fields.isAll();
        this.mode = SEEK;
    }

    /** Whether the reply had the wanted root; to be asked after {@link #end}. */
    public boolean unwrapped() {
        return unwrapped;
    }

    /** Elements of the list that the reply is, empty when it is none; to be asked after {@link #end}. */
    @Override
    public OptionalLong elements() {
        return elements < 0 ? OptionalLong.empty() : OptionalLong.of(elements);
    }

    /**
     * Takes the next piece and gives what of the reply is certain by now, which may be nothing.
     *
     * @throws MalformedReply when the text is not JSON; what was given out before cannot be completed
     */
    @Override
    public Buffer feed(Buffer piece) {
        return feed(piece.getBytes());
    }

    /**
     * The provider's body is over; gives the rest.
     *
     * @throws MalformedReply when the text is cut off
     */
    @Override
    public Buffer end() {
        out = Buffer.buffer(0);
        finish();
        return mode == SEEK ? whole() : out;
    }

    private Buffer feed(byte[] bytes) {
        in = bytes;
        out = Buffer.buffer(mode == DONE ? 0 : bytes.length + brokenMember.size());
        copyFrom = 0;
        memberFrom = 0;
        scan(bytes, bytes.length);
        switch (mode) {
            case SEEK -> hold(bytes);
            case COPY -> flush(bytes.length);
            default -> {}
        }
        return out;
    }

    private void hold(byte[] bytes) {
        if (held.size() + bytes.length > MAX_HELD) {
            throw malformed("its root is not within the first " + MAX_HELD + " bytes", 0);
        }
        held.write(bytes, 0, bytes.length);
    }

    private Buffer whole() {
        ReplyFilter plain = new ReplyFilter("", dropNulls, fields);
        Buffer all = plain.feed(held.toByteArray());
        all.appendBuffer(plain.end());
        elements = plain.elements;
        mode = DONE;
        return all;
    }

    /** Gives out what is decided and keeps the beginning of an undecided member. */
    private void flush(int to) {
        if (!undecided) {
            give(to);
            return;
        }
        give(memberFrom);
        if (brokenMember.size() + to - memberFrom > MAX_NAME) {
            throw malformed("a member name of more than " + MAX_NAME + " bytes", 0);
        }
        memberBroken = true;
        brokenMember.write(in, memberFrom, to - memberFrom);
    }

    private void give(int to) {
        if (to > copyFrom) {
            out.appendBytes(in, copyFrom, to - copyFrom);
        }
    }

    @Override
    void valueStarts(byte first, int at) {
        if (mode == SEEK) {
            seek(first, at);
        } else if (mode == COPY && undecided) {
            decide(first);
        }
    }

    private void seek(byte first, int at) {
        if (depth() == 0 && (root.length == 0 || first != '{')) {
            begin(first, at);
        } else if (onPath) {
            onPath = false;
            if (level == root.length - 1) {
                unwrapped = true;
                begin(first, at);
            } else if (first == '{') {
                level++;
            }
        }
    }

    private void begin(byte first, int at) {
        mode = COPY;
        held.reset();
        copyFrom = at;
        rootDepth = depth();
        elements = first == '[' ? 0 : -1;
        chosen = fields;
    }

    private void decide(byte first) {
        undecided = false;
        boolean container = first == '{' || first == '[';
        boolean wanted = chosen != null && (chosen.isAll() || container) && !(dropNulls && first == 'n');
        if (wanted) {
            kept[depth()] = true;
            if (memberBroken) {
                out.appendBytes(brokenMember.toByteArray());
            }
        } else {
            give(memberFrom);
            mode = SKIP;
            resumeDepth = depth();
        }
        mend();
    }

    private void mend() {
        if (memberBroken) {
            memberBroken = false;
            brokenMember.reset();
        }
    }

    @Override
    void opened(int at) {
        if (mode != COPY || !filtering) {
            return;
        }
        int depth = depth();
        if (depth >= kept.length) {
            kept = Arrays.copyOf(kept, depth * 2);
            choices = Arrays.copyOf(choices, depth * 2);
        }
        kept[depth] = false;
        choices[depth] = chosen == null ? FieldChoice.ALL : chosen;
        if (inObject()) {
            undecided = true;
            memberFrom = at + 1;
        }
    }

    @Override
    void named(byte[] bytes, int from, int to, boolean escaped) {
        if (mode == SEEK) {
            onPath = depth() == level + 1 && matches(root[level], bytes, from, to, escaped);
        } else if (undecided && mode == COPY) {
            FieldChoice around = choices[depth()];
            chosen = around.isAll() ? FieldChoice.ALL : around.within(bytes, from, to, escaped);
        }
    }

    private static boolean matches(byte[] name, byte[] bytes, int from, int to, boolean escaped) {
        return escaped
                ? Arrays.equals(name, JsonName.decode(bytes, from, to))
                : Arrays.equals(name, 0, name.length, bytes, from, to);
    }

    @Override
    void comma(int at) {
        if (mode != COPY || !filtering) {
            return;
        }
        if (!inObject()) {
            chosen = choices[depth()];
            return;
        }
        undecided = true;
        memberFrom = at;
        if (!kept[depth()]) {
            give(at);
            copyFrom = at + 1;
            memberFrom = copyFrom;
        }
    }

    @Override
    void valueEnded(int after) {
        int depth = depth();
        switch (mode) {
            case SEEK -> leave(depth);
            case SKIP -> {
                if (depth == resumeDepth) {
                    mode = COPY;
                    copyFrom = after;
                }
            }
            case COPY -> copied(depth, after);
            default -> {}
        }
    }

    private void leave(int depth) {
        if (level > 0 && depth == level) {
            level--;
        }
    }

    private void copied(int depth, int after) {
        if (undecided) {
            // An empty object: nothing was left to decide.
            undecided = false;
            if (memberBroken) {
                out.appendBytes(brokenMember.toByteArray());
                mend();
            }
        }
        if (depth == rootDepth) {
            give(after);
            mode = DONE;
        } else if (depth == rootDepth + 1 && elements >= 0) {
            elements++;
        }
    }
}
