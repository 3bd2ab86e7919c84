package dev.valence.hub;

import dev.valence.http.Headers;
import dev.valence.http.Page;
import dev.valence.http.ProviderFailure;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/** Passes one page on of a list that the vendor only gives whole; held in memory, since the page may be its end. */
final class CutReply {
    /** Lists without pages are short by their nature; a longer one is not what the element says. */
    private static final long MOST = 16 * 1024 * 1024;

    private CutReply() {}

    /**
     * Reads the vendor's list to its end and answers with the rows of the page.
     *
     * @return fails with {@link ProviderFailure} 502 when the reply is cut off, not JSON or too long
     */
    static Future<Void> pass(
            HttpClientResponse from, HttpServerResponse to, ReplyTransform filter, Page page, CallTrace trace) {
        return ReplyBody.ofReply(
                        from, MOST, new ProviderFailure(502, "The provider's list is longer than " + MOST + " bytes"))
                .compose(whole -> {
                    trace.vendorReplied(whole);
                    return pass(whole, to, filter, page, trace);
                });
    }

    /** As the other, for a list that was read before. */
    static Future<Void> pass(Buffer whole, HttpServerResponse to, ReplyTransform filter, Page page, CallTrace trace) {
        return write(to, filtered(whole, filter), page, trace);
    }

    private static byte[] filtered(Buffer whole, ReplyTransform filter) {
        try {
            Buffer list = filter.feed(whole).appendBuffer(filter.end());
            return ReplyPump.isNothing(list) ? new byte[] {'[', ']'} : list.getBytes();
        } catch (MalformedReply e) {
            throw ReplyPump.notJson(e);
        }
    }

    private static Future<Void> write(HttpServerResponse to, byte[] list, Page page, CallTrace trace) {
        RowWindow window = RowWindow.of(page, list);
        Buffer body = window.isList() ? window.cut(list) : Buffer.buffer(list);
        if (window.isList()) {
            to.putHeader(Headers.RETURNED_COUNT, Integer.toString(window.returned()));
            to.putHeader(Headers.TOTAL_COUNT, Integer.toString(window.total()));
            page.nextToken(window.total()).ifPresent(token -> to.putHeader(Headers.NEXT_PAGE_TOKEN, token));
        }
        to.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
        trace.replied(body);
        return to.end(body);
    }
}
