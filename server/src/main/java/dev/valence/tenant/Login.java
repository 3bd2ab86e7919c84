package dev.valence.tenant;

import dev.valence.http.Forbidden;
import dev.valence.http.StorableText;
import dev.valence.http.Unauthorized;
import dev.valence.store.Database;
import dev.valence.vault.Vault;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * Log-in with e-mail and password. A session is a random token that is stored as its keyed hash and lives 12 hours. Wrong
 * passwords are counted by e-mail and by address, see {@link LoginAttempts}.
 */
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
    private final LoginAttempts attempts;

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
        this.attempts = new LoginAttempts(jdbi, vault, clock);
    }

    /**
     * Opens a session that only shows the two secrets, as tools and older pages use it.
     *
     * @param address where the caller is
     * @return its token
     * @throws Unauthorized when e-mail and password do not belong together; which one is wrong is not told
     * @throws dev.valence.http.TooManyRequests after too many wrong passwords
     */
    public String open(String email, String password, String address) {
        return open(email, password, address, false);
    }

    /** As {@link #open}, for a session that acts for its user and does not show the secrets. */
    String openConsole(String email, String password, String address) {
        return open(email, password, address, true);
    }

    private String open(String email, String password, String address, boolean console) {
        String person = email.strip().toLowerCase(Locale.ROOT);
        attempts.sweep();
        attempts.count("address " + address, LoginAttempts.PER_ADDRESS);
        attempts.count("e-mail " + person, LoginAttempts.PER_USER);
        Optional<Account> account = StorableText.of(person).flatMap(this::find);
        if (!passwords.matches(password, account.flatMap(Account::passwordHash)) || account.isEmpty()) {
            throw new Unauthorized("E-mail and password do not belong together; check both and try again");
        }
        attempts.forgive("address " + address);
        attempts.forget("e-mail " + person);
        String token = SecretText.urlSafe();
        OffsetDateTime now = OffsetDateTime.now(clock);
        jdbi.useTransaction(handle -> {
            handle.createUpdate("delete from login_session where expires_at < :now")
                    .bind("now", now)
                    .execute();
            handle.createUpdate("insert into login_session (token_hash, user_id, console, created_at,"
                            + " expires_at) values (:hash, :user, :console, :now, :expires)")
                    .bind("console", console)
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
                        where s.token_hash = :hash and not s.console and s.expires_at > :now and u.active and a.active""")
                .bind("hash", vault.lookupHash(token))
                .bind("now", OffsetDateTime.now(clock))
                .map((row, context) -> new Owner(row.getLong("id"), row.getLong("organization_id")))
                .findOne()
                .orElseThrow(() -> new Unauthorized("The log-in is not known or older than 12 hours; log in again")));
        return new Secrets(
                secrets.ofUser(owner.organizationId(), owner.userId()), secrets.ofOrganization(owner.organizationId()));
    }

    /**
     * Makes sure that it is really the caller, before a secret is shown.
     *
     * @throws Forbidden when it is not the caller's password
     * @throws dev.valence.http.TooManyRequests after too many wrong passwords
     */
    public void confirm(Caller caller, String password) {
        if (!isPassword(caller.userId(), password)) {
            throw new Forbidden("This is not your password; try again");
        }
    }

    /**
     * Whether it is the password of this user; takes about 0.2 s of a core.
     *
     * @throws dev.valence.http.TooManyRequests after too many wrong passwords
     */
    boolean isPassword(long userId, String password) {
        attempts.count("user " + userId, LoginAttempts.PER_USER);
        Optional<String> hash = jdbi.withHandle(handle -> handle.createQuery(
                        "select password_hash from users where id = :id and password_hash is not null")
                .bind("id", userId)
                .mapTo(String.class)
                .findOne());
        boolean right = passwords.matches(password, hash);
        if (right) {
            attempts.forget("user " + userId);
        }
        return right;
    }
}
