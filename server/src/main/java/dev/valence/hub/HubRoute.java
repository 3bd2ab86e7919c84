package dev.valence.hub;

import dev.valence.activity.CallLog;
import dev.valence.element.Catalog;
import dev.valence.element.Resource;
import dev.valence.http.EarlyRoute;
import dev.valence.http.Headers;
import dev.valence.http.NotAcceptable;
import dev.valence.http.Replies;
import dev.valence.instance.Connection;
import dev.valence.mapping.Mappings;
import dev.valence.mapping.ObjectMapping;
import io.quarkus.arc.All;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Takes every API call that carries an element token and gives back those that are the platform's; takes also the calls
 * that lack the token and mean an element's resource, to say so.
 */
@Singleton
public class HubRoute implements EarlyRoute {
    private final Access access;
    private final Chain chain;
    private final Catalog catalog;
    private final Mappings mappings;
    private final CallLog log;
    private final Clock clock;
    private final OwnKey own;
    private final List<CallListener> listeners;

    HubRoute(
            Access access,
            Chain chain,
            Catalog catalog,
            Mappings mappings,
            CallLog log,
            Clock clock,
            OwnKey own,
            @All List<CallListener> listeners) {
        this.access = access;
        this.chain = chain;
        this.catalog = catalog;
        this.mappings = mappings;
        this.log = log;
        this.clock = clock;
        this.own = own;
        this.listeners = List.copyOf(listeners);
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
        CallTrace trace = new CallTrace(request, clock);
        Steps.run(waiting -> route(request, trace, waiting)).onComplete(routed -> {
            if (routed.failed()) {
                fail(request, trace, routed.cause());
            } else if (routed.result().isEmpty()) {
                passOn.run();
            } else {
                serve(routed.result().get().incoming(), routed.result().get().target(), trace);
            }
        });
    }

    private Optional<Routing.Routed> route(HttpServerRequest request, CallTrace trace, Waiting waiting) {
        trace.enter(Step.CREDENTIALS);
        Incoming incoming = Incoming.of(request);
        Connection connection = access.admit(incoming.authorization(), waiting);
        trace.of(connection);
        trace.enter(Step.RESOURCE);
        Optional<Resource> life = LifeCalls.resource(connection.element(), incoming, own);
        if (life.isPresent()) {
            return Optional.of(new Routing.Routed(
                    incoming, new Target(connection, life.get(), Map.of(), Optional.empty(), Map.of())));
        }
        return Routing.find(connection, incoming, () -> mappings(connection, waiting));
    }

    private SequencedMap<String, ObjectMapping> mappings(Connection connection, Waiting waiting) {
        return mappings.cached(connection.instanceId()).orElseGet(() -> {
            if (waiting == Waiting.FORBIDDEN) {
                throw new WouldWait();
            }
            return mappings.of(connection);
        });
    }

    private void serve(Incoming incoming, Target target, CallTrace trace) {
        HttpServerRequest request = incoming.request();
        if (target.resource().json() && !incoming.acceptsJson()) {
            fail(
                    request,
                    trace,
                    new NotAcceptable(target.resource() + " answers with JSON; send Accept:"
                            + " application/json, or leave Accept out"));
            return;
        }
        request.response()
                .putHeader(
                        Headers.INSTANCE_ID, Long.toString(target.connection().instanceId()));
        try {
            Optional<CallWatch> watch = CallWatch.of(listeners, facts(incoming, target), incoming, target);
            watch.ifPresent(trace::watchedBy);
            chain.run(target, incoming, trace).onComplete(end -> {
                if (end.failed()) {
                    fail(request, trace, end.cause());
                } else {
                    record(trace);
                    watch.ifPresent(CallWatch::answered);
                }
            });
        } catch (RuntimeException e) {
            fail(request, trace, e);
        }
    }

    private CallFacts facts(Incoming incoming, Target target) {
        return new CallFacts(
                target.connection(),
                incoming.method(),
                Incoming.resourcePath(String.valueOf(incoming.request().path())),
                incoming.path(),
                incoming.header(CallOrigin.HEADER)
                        .filter(text -> own.opens(incoming.authorization()))
                        .flatMap(CallOrigin::parse));
    }

    private void fail(HttpServerRequest request, CallTrace trace, Throwable failure) {
        if (!(failure instanceof CallerGone)) {
            Replies.fail(request, failure);
        }
        trace.failed(failure);
        record(trace);
    }

    private void record(CallTrace trace) {
        if (trace.belongsToAnInstance()) {
            trace.end();
            log.offer(trace::toCall, trace.endedBadly(), trace.size());
        }
    }

    /**
     * Whether the header selects an instance, by token or, for a page of the console, by id. Cheap on purpose: a wrong yes
     * costs one look-up, and the words cannot stand inside of a secret with a space.
     */
    public static boolean hasElementPart(String authorization) {
        int length = authorization.length();
        for (int i = 0; i + 6 < length; i++) {
            char c = authorization.charAt(i);
            boolean starts = i == 0 || authorization.charAt(i - 1) == ',' || authorization.charAt(i - 1) == ' ';
            if (starts
                    && (((c == 'E' || c == 'e') && authorization.regionMatches(true, i, "element ", 0, 8))
                            || ((c == 'T' || c == 't') && authorization.regionMatches(true, i, "token ", 0, 6))
                            || (c == 'I' && authorization.startsWith("Instance ", i)))) {
                return true;
            }
        }
        return false;
    }
}
