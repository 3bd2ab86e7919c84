package dev.valence.http;

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
        Optional<String> token = first(query, "nextPage");
        if (token.isPresent()) {
            PageToken next = PageToken.decode(token.get());
            return new Page(Math.min(next.pageSize(), CAP), next.page());
        }
        int size =
                first(query, "pageSize").map(text -> number(text, "pageSize")).orElse(CAP);
        int number = first(query, "page").map(text -> number(text, "page")).orElse(1);
        return new Page(Math.min(size, CAP), number);
    }

    /** Rows before this page. */
    public int offset() {
        return (int) Math.min(Integer.MAX_VALUE, (long) (number - 1) * size);
    }

    /** The token of the page after this one, when there is one. */
    public Optional<String> nextToken(int total) {
        return (long) number * size < total ? Optional.of(new PageToken(size, number + 1).encode()) : Optional.empty();
    }

    private static Optional<String> first(Map<String, List<String>> query, String name) {
        return query.getOrDefault(name, List.of()).stream()
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    private static int number(String text, String name) {
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new BadRequest(name + " must be a whole number from 1, not '" + text + "'", e);
        }
        throw new BadRequest(name + " must be a whole number from 1, not '" + text + "'");
    }
}
