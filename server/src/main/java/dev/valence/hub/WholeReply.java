package dev.valence.hub;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A vendor's reply in memory, as hooks have it.
 *
 * @param headers first values, by name as it came
 */
record WholeReply(int status, Map<String, String> headers, Buffer body) {
    static WholeReply of(HttpClientResponse reply, Buffer body) {
        Map<String, String> headers = new LinkedHashMap<>();
        reply.headers().forEach(header -> headers.putIfAbsent(header.getKey(), header.getValue()));
        return new WholeReply(reply.statusCode(), headers, body);
    }

    Optional<String> header(String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    boolean isSuccess() {
        return status / 100 == 2;
    }
}
