package dev.valence.element;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.valence.http.BadRequest;
import dev.valence.http.Headers;
import dev.valence.http.PageToken;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.function.Function;

/** Cuts a list that is in memory into pages. */
final class Page {
    private static final int LARGEST = 200;

    private Page() {}

    /**
     * The reply with one page.
     *
     * @param pageSize rows on a page; above the largest page it is lowered to that
     * @param nextPage token, empty for the first page
     * @throws BadRequest when either cannot be read
     */
    static <T> Response of(List<T> rows, String pageSize, String nextPage, Function<T, ? extends JsonNode> form) {
        PageToken token = nextPage.isEmpty() ? new PageToken(size(pageSize), 1) : PageToken.decode(nextPage);
        int size = Math.min(token.pageSize(), LARGEST);
        long start = Math.min(rows.size(), (long) size * (token.page() - 1L));
        int from = (int) start;
        int to = Math.min(rows.size(), from + size);
        ArrayNode page = JsonNodeFactory.instance.arrayNode();
        rows.subList(from, to).forEach(row -> page.add(form.apply(row)));
        Response.ResponseBuilder reply = JsonReply.builder(page)
                .header(Headers.RETURNED_COUNT, page.size())
                .header(Headers.TOTAL_COUNT, rows.size());
        if (to < rows.size()) {
            reply.header(Headers.NEXT_PAGE_TOKEN, new PageToken(size, token.page() + 1).encode());
        }
        return reply.build();
    }

    private static int size(String text) {
        try {
            int size = text.isEmpty() ? LARGEST : Integer.parseInt(text);
            if (size > 0) {
                return size;
            }
        } catch (NumberFormatException e) {
            throw new BadRequest("pageSize must be a whole number from 1 to " + LARGEST, e);
        }
        throw new BadRequest("pageSize must be a whole number from 1 to " + LARGEST);
    }
}
