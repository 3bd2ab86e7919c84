package dev.valence.instance;

import dev.valence.credential.Credential;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * An element instance: one authenticated connection.
 *
 * @param owner the user who made it
 * @param token the element token, by which applications select the instance
 * @param settings what its own configuration says, by key; entries without a value take the element's default
 * @param credential its tokens at the provider, for elements that have such
 */
public record Instance(
        long id,
        long organizationId,
        long accountId,
        Owner owner,
        long elementId,
        String elementKey,
        String name,
        List<String> tags,
        String token,
        ExternalAuthentication externalAuthentication,
        Switches switches,
        SequencedMap<String, Setting> settings,
        Optional<Credential> credential,
        Instant createdAt,
        Instant updatedAt) {

    /** The user who made an instance. */
    public record Owner(long id, String email, String firstName, String lastName) {}

    /** The on-off states and cache settings of an instance. */
    public record Switches(
            boolean disabled, boolean traceLogging, boolean cachingEnabled, int maxCacheSize, int cacheTimeToLive) {
        static final Switches NEW = new Switches(false, false, false, 0, 0);
    }

    /**
     * One stored configuration entry.
     *
     * @param id number of the entry, unique over all instances
     * @param value what was given for this instance, decrypted; absent means the element's default
     */
    public record Setting(long id, String key, Optional<String> value) {
        @Override
        public String toString() {
            return "Setting[" + key + "]";
        }
    }

    Instance with(Optional<Credential> credential) {
        return new Instance(
                id,
                organizationId,
                accountId,
                owner,
                elementId,
                elementKey,
                name,
                tags,
                token,
                externalAuthentication,
                switches,
                settings,
                credential,
                createdAt,
                updatedAt);
    }

    /** Names nothing secret. */
    @Override
    public String toString() {
        return "Instance[" + id + ", " + elementKey + ", " + name + "]";
    }
}
