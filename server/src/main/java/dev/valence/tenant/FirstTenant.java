package dev.valence.tenant;

import dev.valence.store.Database;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.result.ResultBearing;

/**
 * The organization, account and administrator that a first start makes.
 *
 * <p>The settings {@code valence.admin-email} and {@code valence.admin-password} count at that moment only: a setting that
 * stays in an environment file must not undo a password that was changed since.
 */
@Singleton
public final class FirstTenant {
    private static final Logger LOG = Logger.getLogger(FirstTenant.class);

    /**
     * The first user.
     *
     * @param passwordFile where its generated password was written, when it was generated on this data folder
     * @param freshPassword the password itself, when this very process generated it
     */
    public record FirstUser(
            long organizationId,
            long userId,
            String email,
            Optional<Path> passwordFile,
            Optional<String> freshPassword) {
        /** Without the password. */
        @Override
        public String toString() {
            return "FirstUser[" + userId + ", " + email + "]";
        }
    }

    private final Jdbi jdbi;
    private final OwnerSecrets secrets;
    private final Passwords passwords;
    private final Clock clock;
    private final PasswordFile file;
    private final String email;
    private final Optional<String> password;
    private volatile Optional<String> fresh = Optional.empty();

    @Inject
    FirstTenant(
            Database database,
            OwnerSecrets secrets,
            Passwords passwords,
            Clock clock,
            @ConfigProperty(name = "valence.data") Path data,
            @ConfigProperty(name = "valence.admin-email") String email,
            @ConfigProperty(name = "valence.admin-password") Optional<String> password) {
        this(database.jdbi(), secrets, passwords, clock, data, email, password);
    }

    FirstTenant(
            Jdbi jdbi,
            OwnerSecrets secrets,
            Passwords passwords,
            Clock clock,
            Path data,
            String email,
            Optional<String> password) {
        this.jdbi = jdbi;
        this.secrets = secrets;
        this.passwords = passwords;
        this.clock = clock;
        this.file = new PasswordFile(data);
        this.email = email;
        this.password = password.filter(text -> !text.isBlank());
    }

    void start(@Observes StartupEvent event) {
        LOG.debugf("First user: %s", ensure());
    }

    /**
     * Makes the first tenant, or finds it: all processes that start on an empty database end with the same one.
     */
    public FirstUser ensure() {
        return jdbi.inTransaction(handle -> {
            handle.execute("select pg_advisory_xact_lock(hashtext('valence first tenant'))");
            return find(handle).orElseGet(() -> create(handle));
        });
    }

    private Optional<FirstUser> find(Handle handle) {
        return handle.createQuery("""
                        select u.id, a.organization_id, u.email from users u join account a on a.id = u.account_id
                        where u.id > 1 order by u.id limit 1""")
                .map((row, context) -> new FirstUser(
                        row.getLong("organization_id"),
                        row.getLong("id"),
                        row.getString("email"),
                        file.existing(),
                        fresh))
                .findOne();
    }

    private FirstUser create(Handle handle) {
        String chosen = password.orElseGet(SecretText::password);
        OffsetDateTime now = OffsetDateTime.now(clock);
        long organization =
                id(handle.createUpdate("insert into organization (name, created_at) values ('Valence', :now)")
                        .bind("now", now)
                        .executeAndReturnGeneratedKeys("id"));
        long account = id(handle.createUpdate("""
                        insert into account (organization_id, external_id, name, description, default_account, created_at)
                        values (:organization, 'default', 'Default', 'The default account', true, :now)""")
                .bind("organization", organization)
                .bind("now", now)
                .executeAndReturnGeneratedKeys("id"));
        long user = id(handle.createUpdate("""
                        insert into users (account_id, email, first_name, last_name, administrator, password_hash, created_at)
                        values (:account, :email, 'First', 'User', true, :password, :now)""")
                .bind("account", account)
                .bind("email", email)
                .bind("password", passwords.hash(chosen))
                .bind("now", now)
                .executeAndReturnGeneratedKeys("id"));
        secrets.write(handle, organization, "organization", organization, SecretText.hex());
        secrets.write(handle, organization, "users", user, SecretText.base64());
        if (password.isEmpty()) {
            // Before the commit: a user whose password nobody can read would be worse than a file without its user.
            file.write(email, chosen);
            fresh = Optional.of(chosen);
        }
        return new FirstUser(organization, user, email, file.existing(), fresh);
    }

    private static long id(ResultBearing inserted) {
        return inserted.mapTo(Long.class).one();
    }
}
