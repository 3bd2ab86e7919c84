package dev.valence.http;

import io.vertx.core.http.HttpServerRequest;

/** Paths that are served on the event loop before the framework's routes are asked. */
public interface EarlyRoute {

    /** Whether this route looks at the request at all; called for every request, so it must be cheap. */
    boolean wants(HttpServerRequest request);

    /** Routes with a lower number are asked first. */
    default int rank() {
        return 0;
    }

    /**
     * Serves the request.
     *
     * @param passOn to be called, on the request's context, when the request turns out to belong to a later route or to the
     *     framework
     */
    void handle(HttpServerRequest request, Runnable passOn);
}
