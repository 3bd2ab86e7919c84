package dev.valence.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.element.Element;
import dev.valence.element.Parameter;
import dev.valence.element.ParameterPlace;
import dev.valence.formula.StepType;
import dev.valence.hub.OwnCalls;
import dev.valence.instance.Connection;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Set;

/** Calls a resource of an element through one of the account's instances, the way everybody calls the hub. */
@Singleton
final class ElementRequestWork implements StepWork {
    private final OwnCalls calls;
    private final ElementReach reach;
    private final Clock clock;

    ElementRequestWork(OwnCalls calls, ElementReach reach, Clock clock) {
        this.calls = calls;
        this.reach = reach;
        this.clock = clock;
    }

    @Override
    public Set<StepType> types() {
        return Set.of(StepType.ELEMENT_REQUEST);
    }

    @Override
    public boolean changesSomething(StepCall call) {
        return !StepRequest.reads(call, "method");
    }

    @Override
    public StepResult perform(StepCall call) {
        Connection connection = reach.require(call, "elementInstanceId");
        StepRequest request = request(call, connection);
        boolean keyed = connection.element().idempotencyHeader().isPresent();
        return Requesting.perform(call, request, keyed, clock, () -> {
            try (OwnCalls.Reply reply = calls.through(connection.instanceId(), OwnRequests.of(call, request))) {
                return reply.whole(OutsideReply.LIMIT);
            }
        });
    }

    @Override
    public ObjectNode unsent(StepCall call) {
        return Requesting.unsent(request(call, reach.require(call, "elementInstanceId")));
    }

    private static StepRequest request(StepCall call, Connection connection) {
        String path = StepAddress.path(call, "api", "query");
        return StepRequest.of(call, path, filePart(connection.element(), call.text("method"), path));
    }

    /** The name of the file in the form that a resource takes. */
    static String filePart(Element element, String method, String path) {
        String resource = path.replaceAll("\\?.*", "").replaceFirst("^/hubs/[^/]+", "");
        return element.resource(method.strip().toUpperCase(java.util.Locale.ROOT), resource).stream()
                .flatMap(match -> match.resource().parameters().stream())
                .filter(parameter -> parameter.type() == ParameterPlace.MULTIPART)
                .map(Parameter::name)
                .findFirst()
                .orElse("file");
    }
}
