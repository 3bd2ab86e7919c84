package dev.valence.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.valence.http.Headers;
import dev.valence.http.Json;
import dev.valence.http.Page;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A successful reply.
 *
 * @param json {@link #NOTHING} for a reply without a body
 */
record MappingReply(JsonNode json, Map<String, String> headers) {
    /** The body of a reply to a deletion. */
    static final JsonNode NOTHING = MissingNode.getInstance();

    MappingReply {
        headers = Map.copyOf(headers);
    }

    static MappingReply of(JsonNode json) {
        return new MappingReply(json, Map.of());
    }

    /** One page of a list. */
    static MappingReply of(Page page, List<? extends JsonNode> all) {
        ArrayNode rows = Json.MAPPER.createArrayNode();
        page.cut(all).forEach(rows::add);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(Headers.RETURNED_COUNT, Integer.toString(rows.size()));
        headers.put(Headers.TOTAL_COUNT, Integer.toString(all.size()));
        page.nextToken(all.size()).ifPresent(token -> headers.put(Headers.NEXT_PAGE_TOKEN, token));
        return new MappingReply(rows, headers);
    }
}
