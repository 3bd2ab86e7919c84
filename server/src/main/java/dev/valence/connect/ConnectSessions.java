package dev.valence.connect;

import dev.valence.http.Unauthorized;
import dev.valence.store.Database;
import dev.valence.tenant.Caller;
import dev.valence.tenant.SecretText;
import dev.valence.vault.RowIdentity;
import dev.valence.vault.Vault;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** The stored sessions of embedded connect buttons. A token is stored as its keyed hash and lives 15 minutes. */
@Singleton
final class ConnectSessions {
    static final Duration LIFE = Duration.ofMinutes(15);

    /** How long the end of a flow can still be asked for. */
    private static final Duration KEPT = Duration.ofDays(1);

    private final Jdbi jdbi;
    private final Vault vault;
    private final Clock clock;

    @Inject
    ConnectSessions(Database database, Vault vault, Clock clock) {
        this(database.jdbi(), vault, clock);
    }

    ConnectSessions(Jdbi jdbi, Vault vault, Clock clock) {
        this.jdbi = jdbi;
        this.vault = vault;
        this.clock = clock;
    }

    /** A token that was just made; it is told once. */
    record Opened(String token, Instant expiresAt) {
        @Override
        public String toString() {
            return "Opened[" + expiresAt + "]";
        }
    }

    Opened open(Caller caller, List<String> elementKeys, Optional<String> origin, ConnectForm form) {
        OffsetDateTime now = OffsetDateTime.now(clock);
        OffsetDateTime expires = now.plus(LIFE);
        String token = SecretText.urlSafe();
        long id = jdbi.withHandle(
                handle -> handle.createQuery("select nextval(pg_get_serial_sequence('connect_session', 'id'))")
                        .mapTo(Long.class)
                        .one());
        byte[] sealed =
                vault.encrypt(caller.organizationId(), new String(form.json(), StandardCharsets.UTF_8), place(id));
        jdbi.useTransaction(handle -> {
            handle.createUpdate("delete from connect_session where expires_at < :old")
                    .bind("old", now.minus(KEPT))
                    .execute();
            handle.createUpdate("""
                            insert into connect_session (id, organization_id, user_id, token_hash, element_keys, origin,
                                form_sealed, created_at, expires_at)
                            values (:id, :organization, :user, :token, :elements, :origin, :form, :now, :expires)""")
                    .bind("id", id)
                    .bind("organization", caller.organizationId())
                    .bind("user", caller.userId())
                    .bind("token", vault.lookupHash("connect " + token))
                    .bindArray("elements", String.class, elementKeys)
                    .bind("origin", origin.orElse(null))
                    .bind("form", sealed)
                    .bind("now", now)
                    .bind("expires", expires)
                    .execute();
        });
        return new Opened(token, expires.toInstant());
    }

    /**
     * The session of a token; also one that was used, which can be asked for its end.
     *
     * @throws Unauthorized when there is none or it has ended
     */
    ConnectSession require(String token) {
        return jdbi.withHandle(handle -> handle.createQuery(
                                "select * from connect_session where token_hash = :token and expires_at > :now")
                        .bind("token", vault.lookupHash("connect " + token))
                        .bind("now", OffsetDateTime.now(clock))
                        .map((row, context) -> session(row))
                        .findOne())
                .orElseThrow(() -> new Unauthorized("This link has ended: it is valid for " + LIFE.toMinutes()
                        + " minutes. Go back to the page that you came from and begin again"));
    }

    Optional<ConnectSession> find(long id) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from connect_session where id = :id")
                .bind("id", id)
                .map((row, context) -> session(row))
                .findOne());
    }

    /** Takes the session for a flow; false when it has been used or another flow is using it, which one cut off is not. */
    boolean claim(long id, Flow flow) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                                update connect_session s set flow_id = :flow where id = :id and instance_id is null
                                    and not exists (select 1 from connect_flow f where f.id = s.flow_id
                                        and f.status = 'finishing' and f.expires_at > :now)""")
                        .bind("flow", flow.id())
                        .bind("now", OffsetDateTime.now(clock))
                        .bind("id", id)
                        .execute()
                == 1);
    }

    void used(long id, long instanceId) {
        jdbi.useHandle(
                handle -> handle.createUpdate("update connect_session set instance_id = :instance where id = :id")
                        .bind("instance", instanceId)
                        .bind("id", id)
                        .execute());
    }

    /** Nothing came of it, so the session can be used again. */
    void release(long id) {
        jdbi.useHandle(handle -> handle.createUpdate("update connect_session set flow_id = null where id = :id")
                .bind("id", id)
                .execute());
    }

    private ConnectSession session(ResultSet row) throws SQLException {
        long id = row.getLong("id");
        long organization = row.getLong("organization_id");
        String form = vault.decrypt(organization, row.getBytes("form_sealed"), place(id));
        return new ConnectSession(
                id,
                organization,
                row.getLong("user_id"),
                List.of((String[]) row.getArray("element_keys").getArray()),
                Optional.ofNullable(row.getString("origin")),
                ConnectForm.of(form.getBytes(StandardCharsets.UTF_8)),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("instance_id", Long.class)));
    }

    private static RowIdentity place(long id) {
        return new RowIdentity("connect_session", id, "form_sealed");
    }
}
