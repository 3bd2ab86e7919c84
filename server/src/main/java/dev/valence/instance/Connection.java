package dev.valence.instance;

import dev.valence.element.Element;

/**
 * An instance as a hub call needs it: resolved, decrypted, in memory for a few seconds.
 *
 * @param ownerId the user who made the instance
 * @param configuration values in force, secrets included
 */
public record Connection(
        long instanceId,
        long organizationId,
        long accountId,
        long ownerId,
        Element element,
        Configuration configuration,
        ExternalAuthentication externalAuthentication,
        boolean disabled) {

    /** Whether members with the value null are left out of replies. */
    public boolean filtersNulls() {
        return configuration
                .get("filter.response.nulls")
                .map(value -> !value.equalsIgnoreCase("false"))
                .orElse(true);
    }
}
