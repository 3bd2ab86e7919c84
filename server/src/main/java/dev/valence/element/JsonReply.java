package dev.valence.element;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.http.Headers;
import dev.valence.http.Json;
import jakarta.ws.rs.core.Response;

/** Replies whose body is a JSON tree. */
final class JsonReply {
    static final String TYPE = "application/json;charset=UTF-8";

    private JsonReply() {}

    static Response of(JsonNode body) {
        return builder(body).build();
    }

    static Response.ResponseBuilder builder(JsonNode body) {
        Response.ResponseBuilder reply = Response.ok(Json.bytes(body), TYPE);
        return body.isArray()
                ? reply.header(Headers.RETURNED_COUNT, body.size()).header(Headers.TOTAL_COUNT, body.size())
                : reply;
    }
}
