package dev.valence.tenant;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.valence.activity.AuditLog;
import dev.valence.http.Forbidden;
import dev.valence.http.NotFound;
import dev.valence.store.Database;
import dev.valence.vault.RowIdentity;
import dev.valence.vault.Vault;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The secrets of users and organizations: kept encrypted, because they are shown again, and found by a keyed hash. */
@Singleton
public final class OwnerSecrets {
    private final Jdbi jdbi;
    private final Vault vault;
    private final Callers callers;
    private final AuditLog audit;

    @Inject
    OwnerSecrets(Database database, Vault vault, Callers callers, AuditLog audit) {
        this(database.jdbi(), vault, callers, audit);
    }

    OwnerSecrets(Jdbi jdbi, Vault vault, Callers callers, AuditLog audit) {
        this.jdbi = jdbi;
        this.vault = vault;
        this.callers = callers;
        this.audit = audit;
    }

    /**
     * The secret of a user.
     *
     * @throws NotFound when there is no such user in the organization, or it has no secret
     */
    public String ofUser(long organizationId, long userId) {
        byte[] sealed = jdbi.withHandle(handle -> handle.createQuery("""
                        select u.secret_sealed from users u join account a on a.id = u.account_id
                        where u.id = :id and a.organization_id = :organization and u.secret_sealed is not null""")
                .bind("id", userId)
                .bind("organization", organizationId)
                .mapTo(byte[].class)
                .findOne()
                .orElseThrow(() -> NotFound.withId("user", userId)));
        return vault.decrypt(organizationId, sealed, row("users", userId));
    }

    /**
     * The secret of an organization.
     *
     * @throws NotFound when there is no such organization, or it has no secret
     */
    public String ofOrganization(long organizationId) {
        byte[] sealed = jdbi.withHandle(handle -> handle.createQuery(
                        "select secret_sealed from organization where id = :id and secret_sealed is not null")
                .bind("id", organizationId)
                .mapTo(byte[].class)
                .findOne()
                .orElseThrow(() -> NotFound.withId("organization", organizationId)));
        return vault.decrypt(organizationId, sealed, row("organization", organizationId));
    }

    /** Gives the caller a new user secret; the old one is refused from now on. */
    public String regenerateForUser(Caller caller) {
        String secret = SecretText.base64();
        store(caller, "users", caller.userId(), secret);
        callers.forgetUser(caller.userId());
        return secret;
    }

    /**
     * Gives the caller's organization a new secret; the old one is refused from now on.
     *
     * @throws Forbidden when the caller is not an administrator
     */
    public String regenerateForOrganization(Caller caller) {
        if (!caller.administrator()) {
            throw new Forbidden("Only an administrator of the organization may give it a new secret; ask one");
        }
        String secret = SecretText.hex();
        store(caller, "organization", caller.organizationId(), secret);
        callers.forgetOrganization(caller.organizationId());
        return secret;
    }

    /** Writes a first or new secret in the handle's transaction. */
    void write(Handle handle, long organizationId, String table, long id, String secret) {
        // The table is one of two constants of this package.
        handle.createUpdate("update " + table + " set secret_sealed = :sealed, secret_hash = :hash where id = :id")
                .bind("sealed", vault.encrypt(organizationId, secret, row(table, id)))
                .bind("hash", vault.lookupHash(secret))
                .bind("id", id)
                .execute();
    }

    private void store(Caller caller, String table, long id, String secret) {
        boolean user = table.equals("users");
        jdbi.useTransaction(handle -> {
            write(handle, caller.organizationId(), table, id, secret);
            audit.append(
                    handle,
                    caller.organizationId(),
                    "user " + caller.userId(),
                    "secret regenerated",
                    (user ? "user " : "organization ") + id,
                    JsonNodeFactory.instance.objectNode());
            if (user) {
                callers.userChanged(handle, id);
            } else {
                callers.organizationChanged(handle, id);
            }
        });
    }

    private static RowIdentity row(String table, long id) {
        return new RowIdentity(table, id, "secret_sealed");
    }
}
