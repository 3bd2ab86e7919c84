package dev.valence.http;

import io.vertx.core.http.HttpServerRequest;

/** Looks at every request before any route does; it may refuse one or complete its headers. */
public interface RequestGate {

    /**
     * Lets a request pass. Called on the event loop for every request, so it must be cheap and never wait.
     *
     * @throws ApiException when the request is refused
     */
    void pass(HttpServerRequest request);
}
