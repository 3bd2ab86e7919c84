package dev.valence.connect;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a customer's backend allows somebody's browser to do: connect one account, of one of these elements.
 *
 * @param userId who will own the instance
 * @param origin of the page that hears of the end
 * @param form tags and configuration that the instance gets
 * @param instanceId what the session was used for
 */
record ConnectSession(
        long id,
        long organizationId,
        long userId,
        List<String> elementKeys,
        Optional<String> origin,
        ConnectForm form,
        Instant expiresAt,
        Optional<Long> instanceId) {}
