package dev.valence.tenant;

import dev.valence.http.BadRequest;
import dev.valence.http.Headers;
import dev.valence.http.PageToken;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;

/**
 * The part of a platform list that was asked for.
 *
 * @param pageSize rows, 1 to 200
 * @param page from 1
 */
record ListWindow(int pageSize, int page) {
    private static final int MOST = 200;

    /** {@code nextPage} wins over {@code pageSize}, and an empty one means the first page. */
    static ListWindow of(Optional<String> pageSize, Optional<String> nextPage) {
        Optional<String> token = nextPage.filter(text -> !text.isBlank());
        if (token.isPresent()) {
            PageToken read = PageToken.decode(token.get());
            return new ListWindow(Math.min(read.pageSize(), MOST), read.page());
        }
        return new ListWindow(
                pageSize.filter(text -> !text.isBlank()).map(ListWindow::size).orElse(MOST), 1);
    }

    /** One row more than shown tells whether another page follows. */
    int limit() {
        return pageSize + 1;
    }

    long offset() {
        return (long) pageSize * (page - 1);
    }

    /** The reply with the list headers. */
    Response reply(List<?> rows, long total) {
        boolean more = rows.size() > pageSize;
        List<?> shown = more ? rows.subList(0, pageSize) : rows;
        Response.ResponseBuilder reply =
                Response.ok(shown).header(Headers.RETURNED_COUNT, shown.size()).header(Headers.TOTAL_COUNT, total);
        if (more) {
            reply.header(Headers.NEXT_PAGE_TOKEN, new PageToken(pageSize, page + 1).encode());
        }
        return reply.build();
    }

    private static int size(String text) {
        try {
            int size = Integer.parseInt(text.strip());
            if (size > 0) {
                return Math.min(size, MOST);
            }
        } catch (NumberFormatException e) {
            throw new BadRequest("pageSize is not a number; send 1 to " + MOST, e);
        }
        throw new BadRequest("pageSize is below 1; send 1 to " + MOST);
    }
}
