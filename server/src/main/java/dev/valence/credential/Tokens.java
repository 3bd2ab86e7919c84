package dev.valence.credential;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.valence.store.ChangeNotices;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** The access token to send now: from memory when it is fresh, else read, else refreshed. */
@Singleton
public class Tokens {
    private final Credentials credentials;
    private final Refresh refresh;
    private final Clock clock;

    /** The short life covers notices that were lost on the way. */
    private final Cache<Long, Credential> current = Caffeine.newBuilder()
            .maximumSize(50_000)
            .expireAfterWrite(Duration.ofSeconds(10))
            .build();

    public Tokens(Credentials credentials, Refresh refresh, ChangeNotices notices, Clock clock) {
        this.credentials = credentials;
        this.refresh = refresh;
        this.clock = clock;
        notices.subscribe(Credentials.TOPIC, key -> current.invalidate(Long.valueOf(key)), current::invalidateAll);
    }

    /** The credential when it is known and fresh; never blocks. */
    public Optional<Credential> cached(long instanceId) {
        return Optional.ofNullable(current.getIfPresent(instanceId))
                .filter(credential -> credential.state() == CredentialState.WORKING)
                .filter(credential -> credential.freshAt(clock.instant()));
    }

    /**
     * A credential that is fresh, refreshed if need be; blocks.
     *
     * @param renewing whether the platform may refresh it
     * @throws dev.valence.http.ProviderFailure 401 when there is none or the user has to consent again
     */
    public Credential fresh(long instanceId, long organizationId, OAuthApplication application, boolean renewing) {
        Credential found =
                credentials.find(instanceId).orElseThrow(() -> Refresh.needsReauthentication(Optional.empty()));
        if (found.state() == CredentialState.NEEDS_REAUTHENTICATION) {
            throw Refresh.needsReauthentication(found.refusal());
        }
        Credential fresh = renewing && !found.freshAt(clock.instant())
                ? refresh.newerThan(found, organizationId, application)
                : found;
        current.put(instanceId, fresh);
        return fresh;
    }

    /** A newer credential after the provider answered 401 to this one; blocks. */
    public Credential afterRefusal(Credential refused, long organizationId, OAuthApplication application) {
        Credential fresh = refresh.newerThan(refused, organizationId, application);
        current.put(refused.instanceId(), fresh);
        return fresh;
    }
}
