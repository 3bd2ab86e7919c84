package dev.valence.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The largest body that is read whole: platform routes and JSON bodies of hub calls; streamed files have none. */
@Singleton
public class BodyLimit {
    private final long bytes;

    public BodyLimit(@ConfigProperty(name = "valence.body-limit") long bytes) {
        this.bytes = bytes;
    }

    /** The limit in bytes. */
    public long bytes() {
        return bytes;
    }

    /** Whether the request announces more than the limit. */
    public boolean exceededBy(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        // Vert.x has refused a Content-Length that is not a number before this.
        return length != null && Long.parseLong(length) > bytes;
    }

    /** The answer to a body over the limit. */
    public PayloadTooLarge fault() {
        return new PayloadTooLarge("The request body is larger than " + bytes
                + " bytes; send less, or post files as multipart/form-data to a hub resource");
    }
}
