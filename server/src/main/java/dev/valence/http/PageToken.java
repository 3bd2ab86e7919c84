package dev.valence.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Base64;

/**
 * The cursor of a list that is paged by number: base64url, without padding, of
 * {@code {"pageSize":50,"page":3}}. Callers treat it as opaque.
 *
 * @param pageSize rows per page
 * @param page number of the page, from 1
 */
public record PageToken(int pageSize, int page) {
    private static final String NOT_A_TOKEN = "nextPage is not a token of this server;"
            + " send the value of Elements-Next-Page-Token unchanged, or leave it empty for the first page";

    /** The wire form. */
    public String encode() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Json.bytes(
                        Json.MAPPER.createObjectNode().put("pageSize", pageSize).put("page", page)));
    }

    /**
     * Reads the wire form.
     *
     * @throws BadRequest when the text is not a token of this server
     */
    public static PageToken decode(String text) {
        try {
            JsonNode token = Json.MAPPER.readTree(Base64.getUrlDecoder().decode(text));
            int pageSize = token.path("pageSize").asInt();
            int page = token.path("page").asInt();
            if (pageSize > 0 && page > 0) {
                return new PageToken(pageSize, page);
            }
        } catch (IllegalArgumentException | IOException e) {
            throw new BadRequest(NOT_A_TOKEN, e);
        }
        throw new BadRequest(NOT_A_TOKEN);
    }
}
