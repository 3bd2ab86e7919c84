package dev.valence.tenant;

import dev.valence.http.StorableText;
import dev.valence.http.Unauthorized;
import dev.valence.store.Database;
import dev.valence.vault.Vault;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Log-in with e-mail and password. A session is a random token that is stored as its keyed hash and lives 12 hours. */
@Singleton
public final class Login {
    static final Duration LIFE = Duration.ofHours(12);

    /** What a log-in is for: the two secrets. */
    record Secrets(String user, String organization) {
        @Override
        public String toString() {
            return "Secrets";
        }
    }

    private record Account(long userId, Optional<String> passwordHash) {}

    private record Owner(long userId, long organizationId) {}

    private final Jdbi jdbi;
    private final Vault vault;
    private final OwnerSecrets secrets;
    private final Passwords passwords;
    private final Clock clock;

    @Inject
    Login(Database database, Vault vault, OwnerSecrets secrets, Passwords passwords, Clock clock) {
        this(database.jdbi(), vault, secrets, passwords, clock);
    }

    Login(Jdbi jdbi, Vault vault, OwnerSecrets secrets, Passwords passwords, Clock clock) {
        this.jdbi = jdbi;
        this.vault = vault;
        this.secrets = secrets;
        this.passwords = passwords;
        this.clock = clock;
    }

    /**
     * Opens a session.
     *
     * @return its token
     * @throws Unauthorized when e-mail and password do not belong together; which one is wrong is not told
     */
    public String open(String email, String password) {
        Optional<Account> account = StorableText.of(email.strip()).flatMap(this::find);
        if (!passwords.matches(password, account.flatMap(Account::passwordHash)) || account.isEmpty()) {
            throw new Unauthorized("E-mail and password do not belong together; check both and try again");
        }
        String token = SecretText.urlSafe();
        OffsetDateTime now = OffsetDateTime.now(clock);
        jdbi.useTransaction(handle -> {
            handle.createUpdate("delete from login_session where expires_at < :now")
                    .bind("now", now)
                    .execute();
            handle.createUpdate("insert into login_session (token_hash, user_id, created_at, expires_at)"
                            + " values (:hash, :user, :now, :expires)")
                    .bind("hash", vault.lookupHash(token))
                    .bind("user", account.get().userId())
                    .bind("now", now)
                    .bind("expires", now.plus(LIFE))
                    .execute();
            handle.createUpdate("update users set last_login_at = :now where id = :user")
                    .bind("now", now)
                    .bind("user", account.get().userId())
                    .execute();
        });
        return token;
    }

    private Optional<Account> find(String email) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select u.id, u.password_hash from users u join account a on a.id = u.account_id
                        where lower(u.email) = lower(:email) and u.active and a.active""")
                .bind("email", email)
                .map((row, context) ->
                        new Account(row.getLong("id"), Optional.ofNullable(row.getString("password_hash"))))
                .findOne());
    }

    /**
     * The secrets of the user whose session it is.
     *
     * @throws Unauthorized when there is no such session or it has ended
     */
    Secrets secrets(String token) {
        Owner owner = jdbi.withHandle(handle -> handle.createQuery("""
                        select u.id, a.organization_id
                        from login_session s join users u on u.id = s.user_id join account a on a.id = u.account_id
                        where s.token_hash = :hash and s.expires_at > :now and u.active and a.active""")
                .bind("hash", vault.lookupHash(token))
                .bind("now", OffsetDateTime.now(clock))
                .map((row, context) -> new Owner(row.getLong("id"), row.getLong("organization_id")))
                .findOne()
                .orElseThrow(() -> new Unauthorized("The log-in is not known or older than 12 hours; log in again")));
        return new Secrets(
                secrets.ofUser(owner.organizationId(), owner.userId()), secrets.ofOrganization(owner.organizationId()));
    }

    /** Whether it is the password of this user; takes about 0.2 s of a core. */
    boolean isPassword(long userId, String password) {
        Optional<String> hash = jdbi.withHandle(handle -> handle.createQuery(
                        "select password_hash from users where id = :id and password_hash is not null")
                .bind("id", userId)
                .mapTo(String.class)
                .findOne());
        return passwords.matches(password, hash);
    }
}
