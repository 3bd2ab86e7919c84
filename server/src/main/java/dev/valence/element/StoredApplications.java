package dev.valence.element;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.valence.activity.AuditLog;
import dev.valence.store.Database;
import dev.valence.tenant.Caller;
import dev.valence.vault.RowIdentity;
import dev.valence.vault.Vault;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The OAuth clients that organizations keep, at most one for each element; their secrets are encrypted. */
@Singleton
public final class StoredApplications {
    private final Jdbi jdbi;
    private final Vault vault;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    public StoredApplications(Database database, Vault vault, AuditLog audit, Clock clock) {
        this(database.jdbi(), vault, audit, clock);
    }

    StoredApplications(Jdbi jdbi, Vault vault, AuditLog audit, Clock clock) {
        this.jdbi = jdbi;
        this.vault = vault;
        this.audit = audit;
        this.clock = clock;
    }

    /** The client that the organization keeps for the element. */
    public Optional<StoredApplication> find(long organizationId, Element element) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from oauth_application where organization_id = :organization and element_key = :key")
                .bind("organization", organizationId)
                .bind("key", element.key())
                .map((row, context) -> new StoredApplication(
                        row.getString("api_key"),
                        vault.decrypt(organizationId, row.getBytes("api_secret_sealed"), place(row.getLong("id"))),
                        Optional.ofNullable(row.getString("callback_url")),
                        Optional.ofNullable(row.getString("scope"))))
                .findOne());
    }

    /** Keys of the elements that the organization keeps a client for. */
    public Set<String> elementKeys(long organizationId) {
        return new HashSet<>(jdbi.withHandle(handle -> handle.createQuery(
                        "select element_key from oauth_application where organization_id = :organization")
                .bind("organization", organizationId)
                .mapTo(String.class)
                .list()));
    }

    /** Keeps a client instead of the one before. */
    public void put(Caller caller, Element element, StoredApplication application) {
        put(caller.organizationId(), "user " + caller.userId(), element, application);
    }

    /** The same for a keeper who is no user, such as a setting. */
    void put(long organizationId, String actor, Element element, StoredApplication application) {
        jdbi.useTransaction(handle -> {
            remove(handle, organizationId, element);
            long id = handle.createQuery("select nextval(pg_get_serial_sequence('oauth_application', 'id'))")
                    .mapTo(Long.class)
                    .one();
            handle.createUpdate("""
                            insert into oauth_application (id, organization_id, element_key, api_key, api_secret_sealed,
                                callback_url, scope, updated_at)
                            values (:id, :organization, :key, :apiKey, :secret, :callback, :scope, :now)""")
                    .bind("id", id)
                    .bind("organization", organizationId)
                    .bind("key", element.key())
                    .bind("apiKey", application.apiKey())
                    .bind("secret", vault.encrypt(organizationId, application.apiSecret(), place(id)))
                    .bind("callback", application.callbackUrl().orElse(null))
                    .bind("scope", application.scope().orElse(null))
                    .bind("now", OffsetDateTime.now(clock))
                    .execute();
            log(handle, organizationId, actor, "OAuth application stored", element);
        });
    }

    /** Forgets the client; answers whether there was one. */
    boolean delete(Caller caller, Element element) {
        return jdbi.inTransaction(handle -> {
            boolean gone = remove(handle, caller.organizationId(), element) > 0;
            if (gone) {
                log(handle, caller.organizationId(), "user " + caller.userId(), "OAuth application deleted", element);
            }
            return gone;
        });
    }

    private static int remove(Handle handle, long organizationId, Element element) {
        // One writer at a time, so that two of them cannot both insert.
        handle.execute("select pg_advisory_xact_lock(hashtext('valence oauth application'), ?)", (int) organizationId);
        return handle.createUpdate(
                        "delete from oauth_application where organization_id = :organization and element_key = :key")
                .bind("organization", organizationId)
                .bind("key", element.key())
                .execute();
    }

    private void log(Handle handle, long organizationId, String actor, String action, Element element) {
        audit.append(
                handle,
                organizationId,
                actor,
                action,
                "element " + element.key(),
                JsonNodeFactory.instance.objectNode());
    }

    private static RowIdentity place(long id) {
        return new RowIdentity("oauth_application", id, "api_secret_sealed");
    }
}
