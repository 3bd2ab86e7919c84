package dev.valence.hub;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.valence.http.Ids;
import dev.valence.http.NotFound;
import dev.valence.http.Unauthorized;
import dev.valence.instance.Connection;
import dev.valence.instance.Connections;
import dev.valence.instance.Instances;
import dev.valence.store.ChangeNotices;
import dev.valence.tenant.Authorization;
import dev.valence.tenant.Caller;
import dev.valence.tenant.Callers;
import dev.valence.vault.Vault;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * First step: who calls, and through which instance.
 *
 * <p>What was found for an Authorization header is remembered under the keyed hash of the whole header, so that a warm
 * call costs one hash and no comparison of secrets.
 */
@Singleton
public class Access {
    private final Callers callers;
    private final Connections connections;
    private final Vault vault;
    private final OwnKey own;
    private final Cache<ByteBuffer, Long> instanceOfHeader = Caffeine.newBuilder()
            .maximumSize(50_000)
            .expireAfterWrite(Duration.ofSeconds(10))
            .build();

    public Access(Callers callers, Connections connections, Vault vault, OwnKey own, ChangeNotices notices) {
        this.callers = callers;
        this.connections = connections;
        this.vault = vault;
        this.own = own;
        notices.subscribe(
                Instances.TOPIC,
                id -> instanceOfHeader.asMap().values().removeIf(Long.valueOf(id)::equals),
                instanceOfHeader::invalidateAll);
        notices.subscribe(Callers.TOPIC, anyone -> instanceOfHeader.invalidateAll(), instanceOfHeader::invalidateAll);
    }

    /**
     * The connection that the header opens.
     *
     * @throws Unauthorized when a part is missing, unknown, or the parts do not belong together
     */
    Connection admit(String header, Waiting waiting) {
        ByteBuffer key = ByteBuffer.wrap(vault.lookupHash(header));
        Optional<Connection> known =
                Optional.ofNullable(instanceOfHeader.getIfPresent(key)).flatMap(connections::cached);
        if (known.isPresent()) {
            return known.get();
        }
        if (waiting == Waiting.FORBIDDEN) {
            throw new WouldWait();
        }
        Connection connection = find(Authorization.parse(header));
        instanceOfHeader.put(key, connection.instanceId());
        return connection;
    }

    private Connection find(Authorization credentials) {
        if (credentials.session().isPresent()) {
            return ofSession(credentials);
        }
        String secret = credentials
                .user()
                .orElseThrow(() -> new Unauthorized("The Authorization header has no User part; a hub call needs"
                        + " User <user secret>, Element <element token>"));
        Caller caller = callers.callerOfUser(secret, credentials.organization());
        String token = credentials
                .element()
                .orElseThrow(() -> new Unauthorized(
                        "The Authorization header has no Element part; a hub call needs User <user secret>, Element <element token>"
                                + ", the token that the instance was created with"));
        return connections
                .findByToken(token)
                .filter(connection -> maySpeakThrough(caller, connection))
                .orElseThrow(() -> new Unauthorized("The Element part of the Authorization header is not a token of an"
                        + " instance of this user; it may have been deleted or its token regenerated"));
    }

    /** A page of the console, and this process itself, have no element token and name the instance instead. */
    private Connection ofSession(Authorization credentials) {
        boolean ourselves = credentials.session().filter(own::is).isPresent();
        Optional<Caller> caller = ourselves ? Optional.empty() : Optional.of(callers.require(credentials));
        String id = credentials
                .instance()
                .orElseThrow(() -> new Unauthorized(
                        "A hub call with the session cookie needs the header Valence-Instance with an instance's id"));
        return connections
                .find(Ids.parse(id, "instance"))
                .filter(connection ->
                        caller.map(who -> maySpeakThrough(who, connection)).orElse(true))
                .orElseThrow(() -> NotFound.withId("instance", id));
    }

    private static boolean maySpeakThrough(Caller caller, Connection connection) {
        return connection.accountId() == caller.accountId()
                && (caller.administrator() || connection.ownerId() == caller.userId());
    }
}
