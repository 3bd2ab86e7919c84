package dev.valence.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.ApiException;
import dev.valence.http.Json;
import dev.valence.http.ProviderFailure;
import dev.valence.http.Unavailable;
import dev.valence.provider.ProviderReply;
import dev.valence.provider.RetryAfter;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** What all request steps do with a request that is ready to be sent. */
final class Requesting {
    private Requesting() {}

    /**
     * Sends a request and judges the answer.
     *
     * @param keyed whether the receiver tells by the step's key that it did the work already
     * @param send may wait; called once at most
     * @throws Unavailable when the server stops
     */
    static StepResult perform(
            StepCall call, StepRequest request, boolean keyed, Clock clock, Supplier<ProviderReply> send) {
        RetryRule retry = RetryRule.of(call);
        ObjectNode value = unsent(request);
        String what = request.method() + " " + request.value().path("path").asText();
        if (call.mayHaveBeenSent()) {
            Optional<String> refusal = refusal(call, request.method(), keyed, what);
            if (refusal.isPresent()) {
                return new StepResult.Failed(value, refusal.get());
            }
            value.withObject("/request").put("repeated", "true");
        }
        ProviderReply reply;
        try {
            reply = send.get();
        } catch (Unavailable stopping) {
            throw stopping;
        } catch (ProviderFailure e) {
            return retry.unanswered(call, value, String.valueOf(e.getMessage()));
        } catch (ApiException e) {
            return new StepResult.Failed(value, String.valueOf(e.getMessage()));
        }
        ObjectNode response = OutsideReply.value(reply);
        value.set("response", response);
        if (retry.acceptable().contain(reply.status())) {
            return new StepResult.Done(value);
        }
        Optional<Duration> wait = reply.header("Retry-After").flatMap(header -> RetryAfter.parse(header, clock));
        String error = what + " was answered with " + reply.status() + OutsideReply.message(response.path("body"));
        return retry.refused(call, reply.status(), wait, value, error);
    }

    /** The value of a step whose request is not sent, without an answer. */
    static ObjectNode unsent(StepRequest request) {
        ObjectNode value = Json.MAPPER.createObjectNode();
        value.set("request", request.value());
        return value;
    }

    /**
     * Why a request that may have been sent before is not sent again; empty when it is.
     *
     * <p>What can be done twice without harm always is. Everything else is too, unless the step says no: most people want
     * a message twice rather than never.
     */
    static Optional<String> refusal(StepCall call, String method, boolean keyed, String what) {
        boolean harmless = keyed || StepRequest.isIdempotent(method);
        boolean forbidden = call.text("repeatAfterCrash").strip().equalsIgnoreCase("false");
        return harmless || !forbidden
                ? Optional.empty()
                : Optional.of("The server ended while this step ran, so " + what
                        + " may have been done or not; it was not sent again because the property repeatAfterCrash is false."
                        + " Look at the receiver before you run it again");
    }
}
