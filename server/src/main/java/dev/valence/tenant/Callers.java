package dev.valence.tenant;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.valence.http.Unauthorized;
import dev.valence.store.ChangeNotices;
import dev.valence.store.Database;
import dev.valence.vault.Vault;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Finds the user behind a request's secrets.
 *
 * <p>REST resources take {@code @HeaderParam("Authorization") Optional<String>} and call {@link #require(Optional)}. What
 * was found is remembered for 10 seconds, and forgotten at once in every process when it changes.
 */
@Singleton
public final class Callers {
    private static final Duration LIFE = Duration.ofSeconds(10);
    private static final int REMEMBERED = 50_000;
    /** Topic of the notices that a user, its rights or a secret changed. */
    public static final String TOPIC = "caller";

    private static final String EXAMPLE =
            "; send: Authorization: User <user secret>, Organization <organization secret>";

    private final Jdbi jdbi;
    private final Vault vault;
    private final ChangeNotices notices;
    private final Sessions sessions;
    private final UserPasses passes;
    private final AtomicLong changes = new AtomicLong();
    private final Cache<ByteBuffer, Known> known;

    @Inject
    Callers(Database database, Vault vault, ChangeNotices notices, Sessions sessions, UserPasses passes) {
        this(database.jdbi(), vault, notices, sessions, passes, Ticker.systemTicker());
    }

    Callers(Jdbi jdbi, Vault vault, ChangeNotices notices, Sessions sessions, UserPasses passes, Ticker ticker) {
        this.jdbi = jdbi;
        this.vault = vault;
        this.notices = notices;
        this.sessions = sessions;
        this.passes = passes;
        this.known = Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .expireAfterWrite(LIFE)
                .ticker(ticker)
                .build();
        notices.subscribe(TOPIC, this::forget, () -> forget(caller -> true));
    }

    /** As {@link #require(Authorization)}, from the header as it came. */
    public Caller require(Optional<String> header) {
        return require(Authorization.parse(header));
    }

    /**
     * The caller of a platform call, which needs a User and an Organization secret that belong together, or a session of
     * the console. May read the database.
     *
     * @throws Unauthorized when one is missing, unknown, or of another organization
     */
    public Caller require(Authorization authorization) {
        if (authorization.session().isPresent()) {
            String token = authorization.session().get();
            return ofPass(token).orElseGet(() -> sessions.require(token).caller());
        }
        if (authorization.user().isEmpty()) {
            throw new Unauthorized("The Authorization header has no User part" + EXAMPLE);
        }
        if (authorization.organization().isEmpty()) {
            throw new Unauthorized("The Authorization header has no Organization part" + EXAMPLE);
        }
        return callerOfUser(authorization.user().get(), authorization.organization());
    }

    /**
     * The caller of an open call: nobody when no User secret was sent, but what was sent has to be right.
     *
     * @throws Unauthorized when the User secret is unknown or the Organization secret is of another organization
     */
    public Optional<Caller> find(Authorization authorization) {
        if (authorization.session().isPresent()) {
            String token = authorization.session().get();
            return ofPass(token).or(() -> sessions.find(token).map(Sessions.Session::caller));
        }
        return authorization.user().map(secret -> callerOfUser(secret, authorization.organization()));
    }

    /**
     * The caller of a hub call, whoever makes it: a user whose Organization part may be left out, or a session.
     *
     * @throws Unauthorized as {@link #require(Authorization)}
     */
    public Caller ofHubCall(Authorization authorization) {
        return authorization
                .user()
                .map(secret -> callerOfUser(secret, authorization.organization()))
                .orElseGet(() -> require(authorization));
    }

    /**
     * The caller of a hub call, where the Organization secret may be left out. May read the database.
     *
     * @throws Unauthorized as {@link #require(Authorization)}
     */
    public Caller callerOfUser(String userSecret, Optional<String> organizationSecret) {
        byte[] hash = vault.lookupHash(userSecret);
        Known found = known.getIfPresent(ByteBuffer.wrap(hash));
        if (found == null) {
            found = load(hash);
        }
        if (!organizationMatches(found, organizationSecret)) {
            throw new Unauthorized("The Organization secret is not the one of this user's organization;"
                    + " it may have been regenerated: log in and read it again");
        }
        return found.caller;
    }

    private Optional<Caller> ofPass(String token) {
        return passes.user(token).flatMap(this::ofUser);
    }

    /** The user with this id, for work that goes on after its call; empty when it is not active. Reads the database. */
    public Optional<Caller> ofUser(long userId) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select u.id, u.account_id, a.organization_id, u.email, u.first_name, u.last_name, u.administrator
                        from users u join account a on a.id = u.account_id where u.id = :id and u.active and a.active""")
                .bind("id", userId)
                .map((row, context) -> Known.caller(row))
                .findOne());
    }

    /**
     * The caller when it is remembered and all that was sent is right; never waits, so an event loop may ask. Empty means
     * that only {@link #require(Authorization)} or {@link #callerOfUser} can tell.
     */
    public Optional<Caller> cached(Authorization authorization) {
        return authorization
                .user()
                .map(secret -> known.getIfPresent(ByteBuffer.wrap(vault.lookupHash(secret))))
                .filter(found -> organizationMatches(found, authorization.organization()))
                .map(found -> found.caller);
    }

    /** Tells all processes, when the handle's transaction commits, that the user or its rights changed. */
    void userChanged(Handle handle, long userId) {
        notices.publish(handle, TOPIC, "user " + userId);
    }

    /** As {@link #userChanged} for everyone in the organization. */
    void organizationChanged(Handle handle, long organizationId) {
        notices.publish(handle, TOPIC, "organization " + organizationId);
    }

    /** What this process does right after such a commit, instead of waiting for its own notice. */
    void forgetUser(long userId) {
        forget(caller -> caller.userId() == userId);
    }

    void forgetOrganization(long organizationId) {
        forget(caller -> caller.organizationId() == organizationId);
    }

    private void forget(String notice) {
        long id = Long.parseLong(notice.substring(notice.indexOf(' ') + 1));
        if (notice.startsWith("user")) {
            forgetUser(id);
        } else {
            forgetOrganization(id);
        }
    }

    private void forget(Predicate<Caller> which) {
        changes.incrementAndGet();
        known.asMap().values().removeIf(found -> which.test(found.caller));
    }

    private Known load(byte[] userHash) {
        ByteBuffer key = ByteBuffer.wrap(userHash);
        long before = changes.get();
        Known found = jdbi.withHandle(handle -> Known.find(handle, userHash))
                .orElseThrow(() -> new Unauthorized("The User secret is not known; it may have been regenerated or the"
                        + " user is not active: log in and read it again"));
        known.put(key, found);
        if (changes.get() != before) {
            // The row may have been read before a change whose notice came before the put.
            known.invalidate(key);
        }
        return found;
    }

    private boolean organizationMatches(Known found, Optional<String> secret) {
        return secret.isEmpty() || MessageDigest.isEqual(found.organizationHash, vault.lookupHash(secret.get()));
    }

    /** A caller and the keyed hashes of its own and its organization's secret. */
    private static final class Known {
        private final Caller caller;
        private final byte[] userHash;
        private final byte[] organizationHash;

        private Known(Caller caller, byte[] userHash, byte[] organizationHash) {
            this.caller = caller;
            this.userHash = userHash;
            this.organizationHash = organizationHash;
        }

        private static Caller caller(ResultSet row) throws SQLException {
            return new Caller(
                    row.getLong("id"),
                    row.getLong("account_id"),
                    row.getLong("organization_id"),
                    row.getString("email"),
                    row.getString("first_name"),
                    row.getString("last_name"),
                    row.getBoolean("administrator"));
        }

        static Optional<Known> find(Handle handle, byte[] userHash) {
            return handle.createQuery("""
                            select u.id, u.account_id, a.organization_id, u.email, u.first_name, u.last_name,
                                   u.administrator, u.secret_hash user_hash, o.secret_hash organization_hash
                            from users u join account a on a.id = u.account_id join organization o on o.id = a.organization_id
                            where u.secret_hash = :hash and u.active and a.active and o.secret_hash is not null""")
                    .bind("hash", userHash)
                    .map((row, context) ->
                            new Known(caller(row), row.getBytes("user_hash"), row.getBytes("organization_hash")))
                    .findOne()
                    // How long the index took tells about hashes only; this comparison takes the same time for all.
                    .filter(found -> MessageDigest.isEqual(found.userHash, userHash));
        }
    }
}
