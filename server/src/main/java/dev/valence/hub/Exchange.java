package dev.valence.hub;

import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** The two sides of a call that are open at the moment; when the caller goes away, the vendor's side is ended too. */
final class Exchange {
    private final HttpServerRequest caller;
    private final CallTrace trace;
    private @Nullable HttpClientRequest vendor;
    private boolean gone;
    private boolean cutShort;

    Exchange(HttpServerRequest caller, CallTrace trace) {
        this.caller = caller;
        this.trace = trace;
        caller.response().closeHandler(closed -> {
            gone = true;
            if (vendor != null) {
                vendor.reset();
            }
        });
    }

    HttpServerRequest caller() {
        return caller;
    }

    CallTrace trace() {
        return trace;
    }

    /** Notes the vendor request that runs now. */
    void vendor(HttpClientRequest request) {
        vendor = request;
        if (gone) {
            request.reset();
            throw new CallerGone();
        }
    }

    /** A streamed body was not sent to its end, which spoils both connections for further calls. */
    void cutShort() {
        cutShort = true;
        if (!caller.response().headWritten()) {
            caller.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }

    /** The reply has been passed on: the vendor's connection is its own pool's again. */
    void finished() {
        if (cutShort && vendor != null) {
            vendor.reset();
        }
        if (cutShort && caller.response().ended()) {
            caller.connection().close();
        }
        vendor = null;
    }
}
