package dev.valence.instance;

import dev.valence.element.Element;
import java.util.List;

/**
 * An instance as a hub call needs it: resolved, decrypted, in memory for a few seconds.
 *
 * @param ownerId the user who made the instance
 * @param name what people call the instance
 * @param configuration values in force, secrets included
 * @param traced whether headers and bodies of its calls are kept
 */
public record Connection(
        long instanceId,
        long organizationId,
        long accountId,
        long ownerId,
        String name,
        List<String> tags,
        Element element,
        Configuration configuration,
        ExternalAuthentication externalAuthentication,
        boolean disabled,
        boolean traced) {

    /** The connection of a stored instance. */
    public static Connection of(Element element, Instance instance) {
        return new Connection(
                instance.id(),
                instance.organizationId(),
                instance.accountId(),
                instance.owner().id(),
                instance.name(),
                instance.tags(),
                element,
                Configuration.of(element, instance),
                instance.externalAuthentication(),
                instance.switches().disabled(),
                instance.switches().traceLogging());
    }

    /** Whether members with the value null are left out of replies. */
    public boolean filtersNulls() {
        return configuration
                .get("filter.response.nulls")
                .map(value -> !value.equalsIgnoreCase("false"))
                .orElse(true);
    }
}
