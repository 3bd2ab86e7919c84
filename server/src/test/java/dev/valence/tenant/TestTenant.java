package dev.valence.tenant;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.valence.TestDatabase;
import dev.valence.activity.AuditLog;
import dev.valence.store.ChangeNotices;
import dev.valence.vault.TestVault;
import dev.valence.vault.Vault;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;

/** The tenant package of one server process over a test's database, with the first user {@code ada@example.com}. */
public final class TestTenant {
    public static final String EMAIL = "ada@example.com";
    public static final String PASSWORD = "correct horse battery";

    /** Hashing takes its time on purpose, which tests do not need. */
    static final Passwords PASSWORDS = new Passwords(1000);

    private final Jdbi jdbi;
    private final Vault vault;
    private final Sessions sessions;
    private final UserPasses passes = new UserPasses();
    private final Callers callers;
    private final OwnerSecrets secrets;
    private final FirstTenant.FirstUser first;

    private TestTenant(Jdbi jdbi, Ticker ticker, ChangeNotices notices) {
        this.jdbi = jdbi;
        this.vault = TestVault.create(jdbi);
        this.sessions = new Sessions(jdbi, vault, notices, Clock.systemUTC(), ticker);
        this.callers = new Callers(jdbi, vault, notices, sessions, passes, ticker);
        this.secrets = new OwnerSecrets(jdbi, vault, callers, new AuditLog(jdbi, Clock.systemUTC()));
        this.first = new FirstTenant(
                        jdbi, secrets, PASSWORDS, Clock.systemUTC(), Path.of("unused"), EMAIL, Optional.of(PASSWORD))
                .ensure();
    }

    /** A fresh database with its first tenant. */
    public static TestTenant create() {
        return on(TestDatabase.create());
    }

    /** The same for a database that a test has already. */
    public static TestTenant on(Jdbi jdbi) {
        return on(jdbi, Ticker.systemTicker());
    }

    static TestTenant on(Jdbi jdbi, Ticker ticker) {
        return new TestTenant(jdbi, ticker, TestVault.notices(jdbi));
    }

    /** A second server process on the same database; the caller closes its notices. */
    TestTenant otherProcess(ChangeNotices notices) {
        return new TestTenant(jdbi, Ticker.systemTicker(), notices);
    }

    public Jdbi jdbi() {
        return jdbi;
    }

    public Vault vault() {
        return vault;
    }

    public Sessions sessions() {
        return sessions;
    }

    UserPasses passes() {
        return passes;
    }

    public Callers callers() {
        return callers;
    }

    public OwnerSecrets secrets() {
        return secrets;
    }

    public FirstTenant.FirstUser first() {
        return first;
    }

    public Login login(Clock clock) {
        return new Login(jdbi, vault, secrets, PASSWORDS, clock);
    }

    public String userSecret() {
        return secrets.ofUser(first.organizationId(), first.userId());
    }

    public String organizationSecret() {
        return secrets.ofOrganization(first.organizationId());
    }

    /** What a client sends. */
    public Optional<String> header() {
        return Optional.of("User " + userSecret() + ", Organization " + organizationSecret());
    }

    /** What an administrator of a further organization sends, whose address is {@code eve@example.com}. */
    public Optional<String> otherOrganization() {
        return jdbi.inTransaction(handle -> {
            long organization =
                    id(handle.createUpdate("insert into organization (name, created_at) values ('Other', now())"));
            long account = id(handle.createUpdate("""
                            insert into account (organization_id, external_id, name, description, default_account, created_at)
                            values (:organization, 'other', 'Other', 'Another account', true, now())""").bind("organization", organization));
            long user = id(handle.createUpdate("""
                            insert into users (account_id, email, first_name, last_name, administrator, created_at)
                            values (:account, 'eve@example.com', 'Eve', 'Other', true, now())""").bind("account", account));
            String organizationSecret = SecretText.hex();
            String userSecret = SecretText.base64();
            secrets.write(handle, organization, "organization", organization, organizationSecret);
            secrets.write(handle, organization, "users", user, userSecret);
            return Optional.of("User " + userSecret + ", Organization " + organizationSecret);
        });
    }

    private static long id(Update insert) {
        return insert.executeAndReturnGeneratedKeys("id").mapTo(Long.class).one();
    }

    /** What a further user sends who is no administrator. */
    public Optional<String> furtherUser(String email) {
        long id = addUser(email, false);
        return Optional.of(
                "User " + secrets.ofUser(first.organizationId(), id) + ", Organization " + organizationSecret());
    }

    /** A further user in the first tenant's default account, without a password. */
    long addUser(String email, boolean administrator) {
        return jdbi.inTransaction(handle -> {
            long id = handle.createUpdate("""
                            insert into users (account_id, email, first_name, last_name, administrator, created_at)
                            select id, :email, 'Further', 'User', :administrator, now() from account
                            where organization_id = :organization and default_account""")
                    .bind("email", email)
                    .bind("administrator", administrator)
                    .bind("organization", first.organizationId())
                    .executeAndReturnGeneratedKeys("id")
                    .mapTo(Long.class)
                    .one();
            secrets.write(handle, first.organizationId(), "users", id, SecretText.base64());
            return id;
        });
    }
}
