package dev.valence.hub;

import dev.valence.http.Page;
import io.vertx.core.buffer.Buffer;

/** Finds the rows of one page in the text of a whole JSON list. Serves one text. */
final class RowWindow extends JsonScanner {
    private final long first;
    private final long last;
    private boolean list;
    private int rows;
    private int returned;
    private int from;
    private int to;

    private RowWindow(Page page) {
        this.first = page.offset();
        this.last = first + page.size();
    }

    /**
     * Looks through a whole JSON text.
     *
     * @throws MalformedReply when it is not JSON
     */
    static RowWindow of(Page page, byte[] text) {
        RowWindow window = new RowWindow(page);
        window.scan(text, text.length);
        window.finish();
        return window;
    }

    /** Whether the text is a list at all. */
    boolean isList() {
        return list;
    }

    /** Rows of the whole list. */
    int total() {
        return rows;
    }

    /** Rows of the page. */
    int returned() {
        return returned;
    }

    /** The page as a list of its own, its rows byte for byte as in the whole one. */
    Buffer cut(byte[] text) {
        return Buffer.buffer(to - from + 2)
                .appendByte((byte) '[')
                .appendBytes(text, from, to - from)
                .appendByte((byte) ']');
    }

    @Override
    void valueStarts(byte start, int at) {
        if (depth() == 0) {
            list = start == '[';
        } else if (list && depth() == 1 && rows == first) {
            from = at;
            to = at;
        }
    }

    @Override
    void valueEnded(int after) {
        if (list && depth() == 1) {
            if (rows >= first && rows < last) {
                to = after;
                returned++;
            }
            rows++;
        }
    }

    @Override
    void opened(int at) {}

    @Override
    void named(byte[] bytes, int start, int end, boolean escaped) {}

    @Override
    void comma(int at) {}
}
