package dev.valence.execution;

import dev.valence.hub.CallOrigin;
import dev.valence.hub.OwnCalls;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Requests of steps to the platform's own API. */
final class OwnRequests {
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private OwnRequests() {}

    /** A step's request. */
    static OwnCalls.Request of(StepCall call, StepRequest request) {
        return new OwnCalls.Request(
                request.method(),
                request.address(),
                headers(call, request.headers(), request.method()),
                request.sent()
                        .map(body -> BodyPublishers.ofByteArray(body.bytes()))
                        .orElseGet(BodyPublishers::noBody),
                LIMIT);
    }

    /** Headers as the step has them, with its key and without credentials, which are the platform's to send. */
    static Map<String, String> headers(StepCall call, Map<String, String> given, String method) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(given);
        headers.remove("Authorization");
        headers.remove("Cookie");
        headers.remove(OwnCalls.RESOURCE_HEADER);
        headers.putIfAbsent("Accept", "*/*");
        // So that a formula is found out that calls itself without an end.
        headers.put(
                CallOrigin.HEADER,
                new CallOrigin(
                                call.execution().id(),
                                call.execution().depth(),
                                call.execution().isDryRun())
                        .text());
        if (!method.equals("GET")) {
            headers.putIfAbsent(IDEMPOTENCY_KEY, call.idempotencyKey());
        }
        return headers;
    }
}
