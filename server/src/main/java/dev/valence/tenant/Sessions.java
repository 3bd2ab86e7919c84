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
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * The log-ins of the console: who is behind a session's token. What was found is remembered for 10 seconds, and forgotten
 * at once in every process when the session or its user changes.
 */
@Singleton
public final class Sessions {
    private static final Duration REMEMBERED = Duration.ofSeconds(10);

    /**
     * An open session.
     *
     * @param expiresAt when it ends by itself
     */
    public record Session(Caller caller, String organizationName, Instant expiresAt) {}

    private final Jdbi jdbi;
    private final Vault vault;
    private final ChangeNotices notices;
    private final Clock clock;
    private final Cache<ByteBuffer, Session> known;

    @Inject
    Sessions(Database database, Vault vault, ChangeNotices notices, Clock clock) {
        this(database.jdbi(), vault, notices, clock, Ticker.systemTicker());
    }

    Sessions(Jdbi jdbi, Vault vault, ChangeNotices notices, Clock clock, Ticker ticker) {
        this.jdbi = jdbi;
        this.vault = vault;
        this.notices = notices;
        this.clock = clock;
        this.known = Caffeine.newBuilder()
                .maximumSize(10_000)
                .expireAfterWrite(REMEMBERED)
                .ticker(ticker)
                .build();
        notices.subscribe(Callers.TOPIC, anyone -> known.invalidateAll(), known::invalidateAll);
    }

    /** The open session with this token; may read the database. */
    public Optional<Session> find(String token) {
        byte[] hash = vault.lookupHash(token);
        ByteBuffer key = ByteBuffer.wrap(hash);
        Optional<Session> found = Optional.ofNullable(known.getIfPresent(key));
        if (found.isEmpty()) {
            found = load(hash);
            found.ifPresent(session -> known.put(key, session));
        }
        return found.filter(session -> clock.instant().isBefore(session.expiresAt()));
    }

    /**
     * As {@link #find}.
     *
     * @throws Unauthorized when there is none
     */
    public Session require(String token) {
        return find(token)
                .orElseThrow(() -> new Unauthorized("The session has ended or its user is not active; log in again"));
    }

    /** Ends a session in every process. */
    void close(String token) {
        byte[] hash = vault.lookupHash(token);
        jdbi.useTransaction(handle -> handle.createQuery(
                        "delete from login_session where token_hash = :hash and console returning user_id")
                .bind("hash", hash)
                .mapTo(Long.class)
                .findOne()
                .ifPresent(user -> notices.publish(handle, Callers.TOPIC, "user " + user)));
    }

    /**
     * The text that a page proves its origin with: only pages of ours can read it. It is derived from the session's token
     * under this installation's key, so nothing more is stored.
     */
    public String csrfToken(String token) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(vault.lookupHash("csrf " + token));
    }

    /** Whether it is the session's text; never waits. */
    boolean isCsrfToken(String token, String given) {
        return MessageDigest.isEqual(
                csrfToken(token).getBytes(StandardCharsets.US_ASCII), given.getBytes(StandardCharsets.UTF_8));
    }

    private Optional<Session> load(byte[] hash) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select u.id, u.account_id, a.organization_id, u.email, u.first_name, u.last_name,
                               u.administrator, o.name organization, s.expires_at
                        from login_session s join users u on u.id = s.user_id join account a on a.id = u.account_id
                            join organization o on o.id = a.organization_id
                        where s.token_hash = :hash and s.console and s.expires_at > :now and u.active and a.active""")
                .bind("hash", hash)
                .bind("now", OffsetDateTime.now(clock))
                .map((row, context) -> new Session(
                        new Caller(
                                row.getLong("id"),
                                row.getLong("account_id"),
                                row.getLong("organization_id"),
                                row.getString("email"),
                                row.getString("first_name"),
                                row.getString("last_name"),
                                row.getBoolean("administrator")),
                        row.getString("organization"),
                        row.getObject("expires_at", OffsetDateTime.class).toInstant()))
                .findOne());
    }
}
