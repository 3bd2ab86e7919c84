package dev.valence.element;

import com.fasterxml.jackson.databind.JsonNode;
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
        return Response.ok(Json.bytes(body), TYPE);
    }
}
