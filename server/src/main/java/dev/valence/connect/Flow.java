package dev.valence.connect;

import java.time.Instant;
import java.util.Optional;

/**
 * One way through the provider's page, from the form to an instance or a problem.
 *
 * @param userId who will own the instance
 * @param targetInstance an instance that is authenticated again, instead of a new one
 * @param status {@code waiting}, {@code finishing}, {@code connected}, {@code denied} or {@code failed}
 * @param instanceId what came of it
 * @param connectSession the embedded button's session that it was begun in, instead of the console's
 */
record Flow(
        long id,
        long organizationId,
        long userId,
        String elementKey,
        ConnectForm form,
        Optional<Long> targetInstance,
        String status,
        Optional<Long> instanceId,
        Optional<Problem> problem,
        Instant expiresAt,
        Optional<Long> connectSession) {

    /** The status that pages show: one that was never come back from has expired, one whose end was cut off has failed. */
    String statusAt(Instant now) {
        boolean over = !now.isBefore(expiresAt);
        return switch (status) {
            case "waiting" -> over ? "expired" : "waiting";
            case "finishing" -> over ? "failed" : "waiting";
            default -> status;
        };
    }

    /** Whether its end was begun and never came, because the server ended in between. */
    boolean interruptedAt(Instant now) {
        return status.equals("finishing") && !now.isBefore(expiresAt);
    }
}
