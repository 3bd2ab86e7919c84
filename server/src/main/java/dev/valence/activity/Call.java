package dev.valence.activity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A call of an instance and what became of it.
 *
 * @param at when it began
 * @param ownerId the user whose instance it is
 * @param path with its query, as sent
 * @param status what the caller got; 499 when it went away before
 * @param requestId the one in the reply
 * @param failure why it failed, as the caller was told
 * @param providerMessage the provider's own words, as the caller was told
 * @param request the caller's request, when the instance is traced
 * @param reply what the caller got, when the instance is traced
 */
public record Call(
        Instant at,
        long organizationId,
        long accountId,
        long ownerId,
        long instanceId,
        String elementKey,
        String method,
        String path,
        int status,
        long micros,
        String requestId,
        List<Step> steps,
        List<VendorRequest> vendorRequests,
        Optional<String> failure,
        Optional<String> providerMessage,
        boolean traced,
        Optional<Message> request,
        Optional<Message> reply) {

    /**
     * A step of the pipeline.
     *
     * @param startMicros since the call began
     */
    public record Step(String name, long startMicros, long micros) {}

    /**
     * A request that was sent to the provider.
     *
     * @param status of its reply; empty when there was none
     * @param startMicros since the call began
     * @param micros until the head of the reply, or the failure
     */
    public record VendorRequest(
            String method,
            String url,
            Optional<Integer> status,
            long startMicros,
            long micros,
            Optional<Message> request,
            Optional<Message> reply) {
        @Override
        public String toString() {
            return "VendorRequest[" + method + "]";
        }
    }

    /** The status of the last reply of the provider. */
    public Optional<Integer> vendorStatus() {
        return vendorRequests.reversed().stream()
                .flatMap(sent -> sent.status().stream())
                .findFirst();
    }

    /** Names nothing that could be secret. */
    @Override
    public String toString() {
        return "Call[" + requestId + ", instance " + instanceId + ", " + status + "]";
    }
}
