package dev.valence.hub;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** One call that somebody wants to hear of, with its bodies while they pass. */
final class CallWatch {
    private static final Logger LOG = Logger.getLogger(CallWatch.class);

    private final List<CallListener> listeners;
    private final CallFacts facts;
    private final Incoming incoming;
    private final Target target;
    private final Capture received;
    private final Capture replied = new Capture(List.of(), AnsweredCall.LONGEST_BODY);

    CallWatch(List<CallListener> listeners, CallFacts facts, Incoming incoming, Target target) {
        this.listeners = listeners;
        this.facts = facts;
        this.incoming = incoming;
        this.target = target;
        this.received = new Capture(incoming.request().headers().entries(), AnsweredCall.LONGEST_BODY);
    }

    void received(Buffer body) {
        received.add(body);
    }

    void replied(Buffer chunk) {
        replied.add(chunk);
    }

    /** The call went well. */
    void answered() {
        HttpServerRequest request = incoming.request();
        AnsweredCall call = new AnsweredCall(
                facts,
                incoming.query().parameters().stream()
                        .map(parameter -> Map.entry(parameter.name(), parameter.value()))
                        .toList(),
                target.pathVariables(),
                received.message().headers(),
                received.whole(),
                request.response().getStatusCode(),
                request.response().headers().entries(),
                replied.whole());
        for (CallListener listener : listeners) {
            try {
                listener.answered(call);
            } catch (RuntimeException e) {
                // The caller has its reply; whoever listens must not spoil the connection.
                LOG.errorf(e, "What follows the call %s could not be begun", call);
            }
        }
    }

    /** The watch over a call; empty when nobody wants to hear of it, as of most. */
    static Optional<CallWatch> of(List<CallListener> all, CallFacts facts, Incoming incoming, Target target) {
        for (CallListener one : all) {
            if (one.wants(facts)) {
                List<CallListener> wanting =
                        all.stream().filter(listener -> listener.wants(facts)).toList();
                return Optional.of(new CallWatch(wanting, facts, incoming, target));
            }
        }
        return Optional.empty();
    }
}
