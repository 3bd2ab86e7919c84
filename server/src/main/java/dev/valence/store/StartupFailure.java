package dev.valence.store;

import io.quarkus.runtime.configuration.ConfigurationException;

/**
 * Valence cannot start for a reason that its user can remove: a wrong setting, a folder or port in use, a missing permission.
 *
 * <p>The message is one line that says what is wrong and what to do. It is all that is printed: Quarkus shows only the
 * message of a {@link ConfigurationException}, which is why this is one, and therefore it has no cause.
 */
public final class StartupFailure extends ConfigurationException {
    /** @param reason what is wrong and what to do next, without a full stop and without secrets */
    public StartupFailure(String reason) {
        super("valence: " + reason.strip().replaceAll("\\s*\\R\\s*", "; "));
    }
}
