package dev.valence.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.valence.element.Hook;
import dev.valence.http.BadRequest;
import dev.valence.http.ScriptFailure;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The hooks of one call: each sees what those before it left, and each member that it hands to {@code done} takes the place of the
 * variable of that name. For threads that may block.
 */
final class HookedCall {
    private static final String HEADERS = "response_headers";

    private final HookRuns runs;
    private final Target target;
    private final HookVariables variables;

    HookedCall(HookRuns runs, Target target, Incoming incoming) {
        this.runs = runs;
        this.target = target;
        this.variables = new HookVariables(target, incoming);
    }

    /**
     * Runs the hooks that come before the vendor request.
     *
     * @param body the caller's, in the element's words
     * @return the request that is sent
     * @throws AnsweredByHook when a hook has answered in the vendor's place
     * @throws ScriptFailure when a hook failed, or ended the call with an error
     */
    VendorRequest before(Buffer body, VendorRequest request) {
        variables.requested(body, request);
        HookedRequest hooked = new HookedRequest(request);
        for (Hook hook : target.resource().hooks().before()) {
            ObjectNode given = run(hook, HookVariables.BEFORE);
            take(hooked, hook, given);
            failure(given).ifPresent(failure -> {
                throw failure;
            });
            if (!given.path("continue").asBoolean(true)) {
                throw new AnsweredByHook(new WholeReply(
                        status(given).orElse(200),
                        HookHeaders.merged(Map.of(), given.path(HEADERS)),
                        HookVariables.bytes(given.path("response_body"))));
            }
        }
        return hooked.request();
    }

    private void take(HookedRequest hooked, Hook hook, ObjectNode given) {
        try {
            hooked.take(given, variables);
        } catch (BadRequest e) {
            throw new ScriptFailure(
                    500,
                    HookWords.masked(
                            target.connection(),
                            "The " + hook.name() + " made a request that cannot be sent: " + e.getMessage()));
        }
    }

    /**
     * Runs the hooks that come after the vendor's answer.
     *
     * @return what takes the answer's place
     * @throws ScriptFailure when a hook failed, or ended the call with an error
     */
    WholeReply after(WholeReply reply) {
        variables.answered(reply);
        WholeReply last = reply;
        for (Hook hook : target.resource().hooks().after()) {
            ObjectNode given = run(hook, HookVariables.AFTER);
            variables.take("response_body", given);
            variables.take("response_status_code", given);
            variables.mergeHeaders(HEADERS, given);
            failure(given).ifPresent(failure -> {
                throw failure;
            });
            last = new WholeReply(
                    status(given).orElse(last.status()),
                    HookHeaders.merged(last.headers(), given.path(HEADERS)),
                    given.has("response_body") ? HookVariables.bytes(given.path("response_body")) : last.body());
        }
        return last;
    }

    private ObjectNode run(Hook hook, List<String> names) {
        ObjectNode given = runs.run(target.connection(), hook, names, variables.values(names, hook.body()));
        variables.configure(runs.configured(target.connection(), given.path("configuration")));
        return given;
    }

    private Optional<ScriptFailure> failure(ObjectNode given) {
        JsonNode error = given.path("response_error");
        if (error.isMissingNode() || error.isNull()) {
            return Optional.empty();
        }
        int status = status(given).filter(code -> code >= 400).orElse(400);
        String words = error instanceof TextNode ? error.asText() : error.toString();
        return Optional.of(new ScriptFailure(status, HookWords.masked(target.connection(), words)));
    }

    private static Optional<Integer> status(ObjectNode given) {
        int status = given.path("response_status_code").asInt();
        return status >= 200 && status <= 599 ? Optional.of(status) : Optional.empty();
    }
}
