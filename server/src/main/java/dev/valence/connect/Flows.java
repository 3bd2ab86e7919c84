package dev.valence.connect;

import dev.valence.http.Json;
import dev.valence.store.Database;
import dev.valence.vault.RowIdentity;
import dev.valence.vault.Vault;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** The stored flows. */
@Singleton
final class Flows {
    /** How long a person may stay on the provider's page. */
    static final Duration LIFE = Duration.ofMinutes(15);

    /** How long its end may take: longer than the slowest answer of a token endpoint. */
    static final Duration LEASE = Duration.ofSeconds(60);

    /** How long its end can still be looked at. */
    private static final Duration KEPT = Duration.ofDays(1);

    private final Jdbi jdbi;
    private final Vault vault;
    private final Clock clock;

    @Inject
    Flows(Database database, Vault vault, Clock clock) {
        this(database.jdbi(), vault, clock);
    }

    Flows(Jdbi jdbi, Vault vault, Clock clock) {
        this.jdbi = jdbi;
        this.vault = vault;
        this.clock = clock;
    }

    /** What a new flow is made of. */
    record Start(
            long organizationId,
            long userId,
            String elementKey,
            ConnectForm form,
            Optional<Long> targetInstance,
            String state,
            String binding,
            Optional<Long> connectSession) {
        @Override
        public String toString() {
            return "Start[" + elementKey + "]";
        }
    }

    /** Stores a flow that waits for the provider; answers its id. */
    long open(Start start) {
        OffsetDateTime now = OffsetDateTime.now(clock);
        long id = jdbi.withHandle(
                handle -> handle.createQuery("select nextval(pg_get_serial_sequence('connect_flow', 'id'))")
                        .mapTo(Long.class)
                        .one());
        String form = new String(start.form().json(), StandardCharsets.UTF_8);
        byte[] sealed = vault.encrypt(start.organizationId(), form, place(id));
        jdbi.useTransaction(handle -> {
            handle.createUpdate("delete from connect_flow where created_at < :old")
                    .bind("old", now.minus(KEPT))
                    .execute();
            handle.createUpdate("""
                            insert into connect_flow (id, organization_id, user_id, state_hash, binding_hash,
                                element_key, form_sealed, target_instance_id, connect_session_id, status, created_at,
                                expires_at)
                            values (:id, :organization, :user, :state, :binding, :element, :form, :target, :session,
                                'waiting', :now, :expires)""")
                    .bind("id", id)
                    .bind("organization", start.organizationId())
                    .bind("user", start.userId())
                    .bind("state", vault.lookupHash("state " + start.state()))
                    .bind("binding", vault.lookupHash("binding " + start.binding()))
                    .bind("element", start.elementKey())
                    .bind("form", sealed)
                    .bind("target", start.targetInstance().orElse(null))
                    .bind("session", start.connectSession().orElse(null))
                    .bind("now", now)
                    .bind("expires", now.plus(LIFE))
                    .execute();
        });
        return id;
    }

    /** A flow of this user. */
    Optional<Flow> find(long userId, long id) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select * from connect_flow where id = :id and user_id = :user")
                        .bind("id", id)
                        .bind("user", userId)
                        .map((row, context) -> flow(row))
                        .findOne());
    }

    /** The flow that a redirect belongs to; only the browser that began it has the binding. */
    Optional<Flow> find(String state, String binding) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from connect_flow where state_hash = :state and binding_hash = :binding")
                .bind("state", vault.lookupHash("state " + state))
                .bind("binding", vault.lookupHash("binding " + binding))
                .map((row, context) -> flow(row))
                .findOne());
    }

    /** A flow that one of a browser's pop-ups began. */
    Optional<Flow> find(long id, String binding) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from connect_flow where id = :id"
                        + " and binding_hash = :binding and connect_session_id is not null")
                .bind("id", id)
                .bind("binding", vault.lookupHash("binding " + binding))
                .map((row, context) -> flow(row))
                .findOne());
    }

    /** The flow that was begun last in a button's session; a connected one before all others. */
    Optional<Flow> latestOf(ConnectSession session) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from connect_flow where connect_session_id = :id"
                        + " order by instance_id is null, id desc limit 1")
                .bind("id", session.id())
                .map((row, context) -> flow(row))
                .findOne());
    }

    /**
     * Takes the flow for its one end; false when it has ended, runs out or is being ended. Whoever takes it and dies leaves
     * it interrupted a minute later.
     */
    boolean claim(Flow flow) {
        OffsetDateTime now = OffsetDateTime.now(clock);
        return jdbi.withHandle(handle -> handle.createUpdate("update connect_flow set status = 'finishing',"
                                + " expires_at = :lease where id = :id and status = 'waiting' and expires_at > :now")
                        .bind("id", flow.id())
                        .bind("now", now)
                        .bind("lease", now.plus(LEASE))
                        .execute()
                == 1);
    }

    void connected(Flow flow, long instanceId) {
        end(flow, "connected", Optional.of(instanceId), Optional.empty());
    }

    void failed(Flow flow, Problem problem) {
        end(flow, problem.kind().equals("denied") ? "denied" : "failed", Optional.empty(), Optional.of(problem));
    }

    private void end(Flow flow, String status, Optional<Long> instance, Optional<Problem> problem) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "update connect_flow set status = :status, instance_id = :instance, problem = :problem where id = :id")
                .bind("status", status)
                .bind("instance", instance.orElse(null))
                .bind(
                        "problem",
                        problem.map(words -> new String(Json.bytes(words), StandardCharsets.UTF_8))
                                .orElse(null))
                .bind("id", flow.id())
                .execute());
    }

    private Flow flow(ResultSet row) throws SQLException {
        long id = row.getLong("id");
        long organization = row.getLong("organization_id");
        String form = vault.decrypt(organization, row.getBytes("form_sealed"), place(id));
        return new Flow(
                id,
                organization,
                row.getLong("user_id"),
                row.getString("element_key"),
                ConnectForm.of(form.getBytes(StandardCharsets.UTF_8)),
                Optional.ofNullable(row.getObject("target_instance_id", Long.class)),
                row.getString("status"),
                Optional.ofNullable(row.getObject("instance_id", Long.class)),
                Optional.ofNullable(row.getString("problem"))
                        .map(json -> Json.read(json.getBytes(StandardCharsets.UTF_8), Problem.class, "stored problem")),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("connect_session_id", Long.class)));
    }

    private static RowIdentity place(long id) {
        return new RowIdentity("connect_flow", id, "form_sealed");
    }
}
