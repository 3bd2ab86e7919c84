package dev.valence.hub;

import dev.valence.element.Catalog;
import dev.valence.http.EarlyRoute;
import dev.valence.http.Headers;
import dev.valence.http.NotAcceptable;
import dev.valence.http.Replies;
import dev.valence.instance.Connection;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Takes every API call that carries an element token and gives back those that are the platform's; takes also the calls
 * that lack the token and mean an element's resource, to say so.
 */
@Singleton
public class HubRoute implements EarlyRoute {
    private final Access access;
    private final Chain chain;
    private final Catalog catalog;

    public HubRoute(Access access, Chain chain, Catalog catalog) {
        this.access = access;
        this.chain = chain;
        this.catalog = catalog;
    }

    @Override
    public boolean wants(HttpServerRequest request) {
        String path = request.path();
        if (path == null || !path.startsWith(Incoming.PREFIX + "/")) {
            return false;
        }
        String authorization = request.getHeader("Authorization");
        return (authorization != null && hasElementPart(authorization)) || Routing.isOnlyForElements(catalog, path);
    }

    @Override
    public void handle(HttpServerRequest request, Runnable passOn) {
        request.pause();
        Steps.run(waiting -> route(request, waiting)).onComplete(routed -> {
            if (routed.failed()) {
                Replies.fail(request, routed.cause());
            } else if (routed.result().target().isEmpty()) {
                passOn.run();
            } else {
                serve(routed.result().incoming(), routed.result().target().get());
            }
        });
    }

    private record Routed(Incoming incoming, Optional<Target> target) {}

    private Routed route(HttpServerRequest request, Waiting waiting) {
        Incoming incoming = Incoming.of(request);
        Connection connection = access.admit(incoming.authorization(), waiting);
        return new Routed(incoming, Routing.find(connection, incoming));
    }

    private void serve(Incoming incoming, Target target) {
        HttpServerRequest request = incoming.request();
        if (target.resource().json() && !incoming.acceptsJson()) {
            Replies.fail(
                    request,
                    new NotAcceptable(target.resource() + " answers with JSON; send Accept:"
                            + " application/json, or leave Accept out"));
            return;
        }
        request.response()
                .putHeader(
                        Headers.INSTANCE_ID, Long.toString(target.connection().instanceId()));
        try {
            chain.run(target, incoming).onFailure(failure -> {
                if (!(failure instanceof CallerGone)) {
                    Replies.fail(request, failure);
                }
            });
        } catch (RuntimeException e) {
            Replies.fail(request, e);
        }
    }

    /** Cheap on purpose: a wrong yes costs one look-up, and the words cannot stand inside of a secret with a space. */
    private static boolean hasElementPart(String authorization) {
        int length = authorization.length();
        for (int i = 0; i + 6 < length; i++) {
            char c = authorization.charAt(i);
            boolean starts = i == 0 || authorization.charAt(i - 1) == ',' || authorization.charAt(i - 1) == ' ';
            if (starts
                    && (((c == 'E' || c == 'e') && authorization.regionMatches(true, i, "element ", 0, 8))
                            || ((c == 'T' || c == 't') && authorization.regionMatches(true, i, "token ", 0, 6)))) {
                return true;
            }
        }
        return false;
    }
}
