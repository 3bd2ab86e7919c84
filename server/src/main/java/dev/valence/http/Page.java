package dev.valence.http;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The page of a platform list that a caller asks for.
 *
 * @param size rows at most, from 1 to {@link #CAP}
 * @param number from 1
 */
public record Page(int size, int number) {
    /** Rows of a page, both the default and the most. */
    public static final int CAP = 200;

    /**
     * Reads {@code nextPage}, or else {@code page} and {@code pageSize}.
     *
     * @throws BadRequest naming the parameter that is wrong
     */
    public static Page of(Map<String, List<String>> query) {
        return of(first(query, "page"), first(query, "pageSize"), first(query, "nextPage"));
    }

    /** As {@link #of(Map)}, for endpoints that name their parameters; empty texts count as absent. */
    public static Page of(Optional<String> page, Optional<String> pageSize, Optional<String> nextPage) {
        Optional<String> token = nextPage.filter(text -> !text.isBlank());
        if (token.isPresent()) {
            PageToken next = PageToken.decode(token.get());
            return new Page(Math.min(next.pageSize(), CAP), next.page());
        }
        int size = number(pageSize, "pageSize").orElse(CAP);
        return new Page(Math.min(size, CAP), number(page, "page").orElse(1));
    }

    /**
     * The rows at most that a list without page numbers is asked for.
     *
     * @throws BadRequest when {@code pageSize} is no whole number from 1
     */
    public static int size(Map<String, List<String>> query, int usual) {
        return Math.min(number(text(query, "pageSize"), "pageSize").orElse(usual), CAP);
    }

    /** A query parameter without the space around it; empty text counts as absent. */
    public static Optional<String> text(Map<String, List<String>> query, String name) {
        return first(query, name).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** Rows before this page. */
    public int offset() {
        return (int) Math.min(Integer.MAX_VALUE, (long) (number - 1) * size);
    }

    /** The rows of this page, out of a list in memory. */
    public <T> List<T> cut(List<T> all) {
        int from = Math.min(all.size(), offset());
        return all.subList(from, Math.min(all.size(), from + size));
    }

    /** The token of the page after this one, when there is one. */
    public Optional<String> nextToken(long total) {
        return (long) number * size < total ? Optional.of(new PageToken(size, number + 1).encode()) : Optional.empty();
    }

    /** The reply with the rows of this page and the headers of a list. */
    public Response reply(Object rows, int returned, long total) {
        Response.ResponseBuilder reply = Response.ok(rows, MediaType.APPLICATION_JSON_TYPE.withCharset("UTF-8"))
                .header(Headers.RETURNED_COUNT, returned)
                .header(Headers.TOTAL_COUNT, total);
        nextToken(total).ifPresent(token -> reply.header(Headers.NEXT_PAGE_TOKEN, token));
        return reply.build();
    }

    private static Optional<String> first(Map<String, List<String>> query, String name) {
        return query.getOrDefault(name, List.of()).stream()
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    private static Optional<Integer> number(Optional<String> given, String name) {
        return given.filter(text -> !text.isBlank()).map(text -> {
            try {
                int number = Integer.parseInt(text.strip());
                if (number >= 1) {
                    return number;
                }
            } catch (NumberFormatException e) {
                throw new BadRequest(name + " must be a whole number from 1, not '" + text + "'", e);
            }
            throw new BadRequest(name + " must be a whole number from 1, not '" + text + "'");
        });
    }
}
