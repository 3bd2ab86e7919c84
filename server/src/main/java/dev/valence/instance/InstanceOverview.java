package dev.valence.instance;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * An instance in a list of the console. Times are ISO 8601, UTC.
 *
 * @param state {@code working}, {@code refreshing}, {@code needsReauthentication} or {@code disabled}
 * @param stateReason the provider's words when it refused the last refresh, or ours
 * @param lastUsed of its last call, to the minute
 * @param tokenExpires when the access token ends, which the platform renews before
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record InstanceOverview(
        long id,
        String name,
        String elementKey,
        String elementName,
        String hub,
        List<String> tags,
        String state,
        Optional<String> stateReason,
        String createdDate,
        Optional<String> lastUsed,
        Optional<String> tokenExpires,
        boolean traceLogging) {}
