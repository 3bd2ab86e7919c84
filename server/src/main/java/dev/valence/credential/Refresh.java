package dev.valence.credential;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.activity.AuditLog;
import dev.valence.http.Json;
import dev.valence.http.ProviderFailure;
import dev.valence.http.Unavailable;
import dev.valence.store.Database;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Replaces a token pair by a newer one, exactly once however many callers on however many processes ask for it.
 *
 * <p>The provider may treat a refresh token as single-use, so two calls with the same one could lock the user out. One
 * caller takes a lease in the database and calls the provider with no transaction open; all others wait for the row to
 * move on. A process that dies in between leaves a lease that ends by itself; the next caller tries the old refresh
 * token again, and either it still works or the instance becomes <em>needs re-authentication</em>.
 */
@Singleton
public class Refresh {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final Logger LOG = Logger.getLogger(Refresh.class);

    private final Credentials credentials;
    private final TokenEndpoint endpoint;
    private final Database database;
    private final AuditLog audit;
    private final Clock clock;
    private final RefreshTimes times;
    private final Supplier<List<ConsentWatch>> watches;
    private final AtomicLong outrun = new AtomicLong();

    @Inject
    public Refresh(
            Credentials credentials,
            TokenEndpoint endpoint,
            Database database,
            AuditLog audit,
            Clock clock,
            @Any Instance<ConsentWatch> watches) {
        this(
                credentials,
                endpoint,
                database,
                audit,
                clock,
                RefreshTimes.USUAL,
                () -> watches.stream().toList());
    }

    public Refresh(Credentials credentials, TokenEndpoint endpoint, Database database, AuditLog audit, Clock clock) {
        this(credentials, endpoint, database, audit, clock, RefreshTimes.USUAL);
    }

    Refresh(
            Credentials credentials,
            TokenEndpoint endpoint,
            Database database,
            AuditLog audit,
            Clock clock,
            RefreshTimes times) {
        this(credentials, endpoint, database, audit, clock, times, List::of);
    }

    private Refresh(
            Credentials credentials,
            TokenEndpoint endpoint,
            Database database,
            AuditLog audit,
            Clock clock,
            RefreshTimes times,
            Supplier<List<ConsentWatch>> watches) {
        this.watches = watches;
        this.credentials = credentials;
        this.endpoint = endpoint;
        this.database = database;
        this.audit = audit;
        this.clock = clock;
        this.times = times;
    }

    /** How many pairs were dropped because a newer one had been stored meanwhile. */
    public long outrun() {
        return outrun.get();
    }

    /**
     * A credential newer than the given one; blocks.
     *
     * @param seen the credential that is too old or was refused with 401
     * @throws ProviderFailure 401 when the user has to consent again, otherwise what the token endpoint said
     * @throws Unavailable when somebody else's refresh takes too long
     */
    public Credential newerThan(Credential seen, long organizationId, OAuthApplication application) {
        Instant patience = clock.instant().plus(times.patience());
        UUID owner = UUID.randomUUID();
        while (true) {
            Credential current = read(seen.instanceId());
            if (current.generation() > seen.generation()) {
                return current;
            }
            if (current.state() == CredentialState.NEEDS_REAUTHENTICATION) {
                throw needsReauthentication(current.refusal());
            }
            if (credentials.takeLease(seen.instanceId(), seen.generation(), owner, times.lease())) {
                return underLease(seen, organizationId, application, owner);
            }
            if (clock.instant().isAfter(patience)) {
                throw beingRefreshed();
            }
            pause();
        }
    }

    private Credential underLease(Credential seen, long organizationId, OAuthApplication application, UUID owner) {
        try {
            // Read again: the user may have consented anew between our look and our lease.
            Credential current = read(seen.instanceId());
            if (current.generation() > seen.generation()) {
                credentials.release(seen.instanceId(), owner);
                return current;
            }
            Optional<String> refreshToken = current.token().refresh();
            if (refreshToken.isEmpty()) {
                return afterRefusal(
                        current,
                        organizationId,
                        owner,
                        new ProviderFailure(401, "The access token has ended and the provider gave no refresh token"));
            }
            return switch (endpoint.refresh(application, refreshToken.get())) {
                case TokenAnswer.Granted(OAuthToken token) -> store(current, organizationId, owner, token);
                case TokenAnswer.Refused(ProviderFailure reason) ->
                    afterRefusal(current, organizationId, owner, reason);
                case TokenAnswer.Failed(ProviderFailure reason) -> throw reason;
            };
        } catch (RuntimeException e) {
            // Whatever it was, the others must not wait for a lease that nobody uses.
            postpone(seen.instanceId(), owner, e);
            throw e;
        }
    }

    private void postpone(long instanceId, UUID owner, RuntimeException reason) {
        try {
            credentials.postpone(instanceId, owner, times.sweepAgain());
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    private Credential store(Credential current, long organizationId, UUID owner, OAuthToken token) {
        OAuthToken complete = new OAuthToken(
                token.access(), token.refresh().or(() -> current.token().refresh()), token.issuedAt(), token.life());
        if (!credentials.advance(organizationId, current.instanceId(), current.generation(), owner, complete)) {
            outrun.incrementAndGet();
            LOG.warnf(
                    "Instance %d: a newer token pair was stored during a refresh; the newer one is kept",
                    current.instanceId());
        }
        return read(current.instanceId());
    }

    private Credential afterRefusal(Credential current, long organizationId, UUID owner, ProviderFailure reason) {
        String words = reason.providerMessage().orElse(String.valueOf(reason.getMessage()));
        ObjectNode detail = Json.MAPPER.createObjectNode().put("providerMessage", words);
        boolean marked = database.jdbi().inTransaction(handle -> {
            boolean first = credentials.refuse(handle, current.instanceId(), current.generation(), owner, words);
            if (first) {
                audit.append(
                        handle,
                        organizationId,
                        "system",
                        "instance needs re-authentication",
                        "instance " + current.instanceId(),
                        detail);
                watches.get().forEach(watch -> watch.ended(handle, current.instanceId(), words));
            }
            return first;
        });
        Credential now = read(current.instanceId());
        if (!marked && now.generation() > current.generation()) {
            return now;
        }
        if (!marked && now.state() == CredentialState.WORKING) {
            throw beingRefreshed();
        }
        LOG.warnf("Instance %d needs re-authentication: the provider refused the refresh", current.instanceId());
        throw needsReauthentication(Optional.of(words));
    }

    private Credential read(long instanceId) {
        return credentials
                .find(instanceId)
                .orElseThrow(() -> new ProviderFailure(
                        401, "This instance has no token at the provider; re-authenticate it with a new code"));
    }

    /** The answer for an instance whose consent is gone. */
    static ProviderFailure needsReauthentication(Optional<String> words) {
        return new ProviderFailure(
                401,
                "The instance needs re-authentication: send its user through the OAuth URL again and PUT the new code"
                        + " to the instance",
                words,
                Optional.empty());
    }

    private static Unavailable beingRefreshed() {
        return new Unavailable(
                "The access token of this instance is being refreshed and the provider is slow; send the request again",
                Duration.ofSeconds(5));
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("The server is stopping; send the request again", Duration.ofSeconds(5));
        }
    }
}
