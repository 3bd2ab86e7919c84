package dev.valence.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.element.Resource;
import dev.valence.http.BadRequest;
import dev.valence.http.Json;
import dev.valence.http.Page;
import dev.valence.instance.Configuration;
import java.util.Optional;

/**
 * How many rows of a hub list are asked for, and where the list goes on.
 *
 * @param size rows at most, within the element's cap
 * @param reduced whether the caller asked for more than the cap
 * @param next token of the page before, when there was one
 */
record PageWish(int size, boolean reduced, Optional<String> next) {
    private static final int DEFAULT_CAP = 200;

    /**
     * Reads {@code pageSize} and {@code nextPage}.
     *
     * @throws BadRequest when the size is not a number from 1
     */
    static PageWish of(QueryString query, Resource resource, Configuration configuration) {
        int cap = cap(configuration.get("pagination.max"), resource);
        Optional<Integer> size = query.first("pageSize").map(PageWish::number);
        return new PageWish(
                size.map(wanted -> Math.min(wanted, cap)).orElse(cap),
                size.filter(wanted -> wanted > cap).isPresent(),
                query.first("nextPage"));
    }

    /**
     * The page by its number, for a list that the vendor only gives whole.
     *
     * @throws BadRequest when {@code page} or {@code nextPage} is wrong
     */
    Page numbered(QueryString query) {
        return Page.of(query.first("page"), Optional.of(Integer.toString(size)), next);
    }

    /**
     * Refuses a page by its number for a list that the vendor pages by tokens: whoever counts pages would get the first one
     * for ever.
     *
     * @throws BadRequest when {@code page} is not 1
     */
    static void requireFirst(QueryString query) {
        Optional<String> page = query.first("page").map(String::strip);
        if (page.isPresent() && !page.get().equals("1") && !page.get().isEmpty()) {
            throw new BadRequest(
                    "page: the vendor gives this list page by page, each with the token of the next one; leave page"
                            + " out, and send the Elements-Next-Page-Token of a reply as nextPage");
        }
    }

    private static int number(String text) {
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new BadRequest("pageSize must be a whole number from 1", e);
        }
        throw new BadRequest("pageSize must be a whole number from 1, not " + text);
    }

    /** The setting is one number, or JSON with a number for each resource and a default. */
    private static int cap(Optional<String> setting, Resource resource) {
        if (setting.isEmpty()) {
            return DEFAULT_CAP;
        }
        String text = setting.get().strip();
        try {
            if (!text.startsWith("{")) {
                return Math.max(1, Integer.parseInt(text));
            }
            JsonNode caps = Json.MAPPER.readTree(text);
            int own = caps.path(camelCased(resource.path())).asInt();
            return Math.max(1, own > 0 ? own : caps.path("default").asInt(DEFAULT_CAP));
        } catch (NumberFormatException | JsonProcessingException e) {
            throw new BadRequest(
                    "pagination.max must be a number or a JSON object of numbers; correct it in the"
                            + " instance's configuration",
                    e);
        }
    }

    /** {@code /users/{id}/comments} is keyed {@code usersComments}. */
    private static String camelCased(String path) {
        StringBuilder key = new StringBuilder();
        for (String segment : path.split("/", -1)) {
            if (!segment.isEmpty() && !segment.startsWith("{")) {
                key.append(key.isEmpty() ? segment : Character.toUpperCase(segment.charAt(0)) + segment.substring(1));
            }
        }
        return key.toString();
    }
}
