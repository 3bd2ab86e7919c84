package dev.valence.credential;

import dev.valence.store.ChangeNotices;
import dev.valence.store.Database;
import dev.valence.vault.RowIdentity;
import dev.valence.vault.Vault;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** The stored credentials: encrypted token pairs, their generation, and the lease under which one is refreshed. */
@Singleton
public class Credentials {
    /** Topic of the notices that a credential changed; the key is the instance id. */
    static final String TOPIC = "credential";

    private final Database database;
    private final Vault vault;
    private final ChangeNotices notices;
    private final Clock clock;

    public Credentials(Database database, Vault vault, ChangeNotices notices, Clock clock) {
        this.database = database;
        this.vault = vault;
        this.notices = notices;
        this.clock = clock;
    }

    /** A token pair that should be replaced. */
    public record Due(long instanceId, long generation) {}

    /** The newest committed credential of an instance; blocks on the database. */
    public Optional<Credential> find(long instanceId) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select * from credential where instance_id = :id")
                        .bind("id", instanceId)
                        .map(new Mapper())
                        .findOne());
    }

    /** The newest committed credentials of several instances, by instance id. */
    public Map<Long, Credential> findAll(List<Long> instanceIds) {
        return database
                .jdbi()
                .withHandle(handle -> handle.createQuery("select * from credential where instance_id = any(:ids)")
                        .bindArray("ids", Long.class, instanceIds)
                        .map(new Mapper())
                        .list())
                .stream()
                .collect(Collectors.toMap(Credential::instanceId, Function.identity()));
    }

    /**
     * Stores a pair that came from a consent or from the caller, whatever was there before; part of the caller's
     * transaction.
     */
    public void replace(Handle handle, long organizationId, long instanceId, OAuthToken token, boolean refreshed) {
        bindToken(handle.createUpdate("""
                                insert into credential (instance_id, organization_id, generation, access_token_sealed,
                                    refresh_token_sealed, issued_at, life_seconds, state, refresh_due_at)
                                values (:id, :organization, 1, :access, :refresh, :issued, :life, 'working', :due)
                                on conflict (instance_id) do update set generation = credential.generation + 1,
                                    access_token_sealed = excluded.access_token_sealed,
                                    refresh_token_sealed = excluded.refresh_token_sealed,
                                    issued_at = excluded.issued_at, life_seconds = excluded.life_seconds,
                                    state = 'working', refusal = null, refresh_due_at = excluded.refresh_due_at,
                                    lease_owner = null, lease_until = null
                                """), organizationId, instanceId, token, refreshed)
                .bind("organization", organizationId)
                .execute();
        notices.publish(handle, TOPIC, Long.toString(instanceId));
    }

    /**
     * Takes the lease unless somebody holds it, a newer pair is there or this one was refused; committed at once, so
     * that no transaction spans the provider's call.
     */
    boolean takeLease(long instanceId, long generation, UUID owner, Duration length) {
        return database.jdbi()
                .withHandle(handle -> handle.createUpdate("""
                                update credential set lease_owner = :owner,
                                    lease_until = now() + :length * interval '1 millisecond'
                                where instance_id = :id and generation = :generation and state = 'working'
                                    and (lease_until is null or lease_until < now())
                                """)
                                .bind("owner", owner)
                                .bind("length", length.toMillis())
                                .bind("id", instanceId)
                                .bind("generation", generation)
                                .execute()
                        == 1);
    }

    /**
     * Writes the refreshed pair unless a newer one is there. An owner that stood still until its lease had ended may
     * write too while nobody else has: with single-use refresh tokens its pair is the only good one. The lease's
     * present owner may write over such a late pair; a new consent of the user takes the lease from everybody.
     *
     * @return whether it was written
     */
    boolean advance(long organizationId, long instanceId, long generation, UUID owner, OAuthToken token) {
        return database.jdbi().inTransaction(handle -> {
            int rows = bindToken(handle.createUpdate("""
                                    update credential set generation = generation + 1, access_token_sealed = :access,
                                        refresh_token_sealed = :refresh, issued_at = :issued, life_seconds = :life,
                                        state = 'working', refusal = null, refresh_due_at = :due,
                                        lease_owner = case when lease_owner = :owner then null else lease_owner end,
                                        lease_until = case when lease_owner = :owner then null else lease_until end
                                    where instance_id = :id and (generation = :generation or lease_owner = :owner)
                                    """), organizationId, instanceId, token, true)
                    .bind("generation", generation)
                    .bind("owner", owner)
                    .execute();
            if (rows == 1) {
                notices.publish(handle, TOPIC, Long.toString(instanceId));
            }
            return rows == 1;
        });
    }

    /**
     * Marks the credential as refused, unless a newer one came in between or somebody else has the lease by now and so
     * may be granted what was refused here.
     *
     * @return whether it was marked by this call
     */
    boolean refuse(Handle handle, long instanceId, long generation, UUID owner, String words) {
        int rows = handle.createUpdate("""
                        update credential set state = 'needs re-authentication', refusal = :words,
                            lease_owner = null, lease_until = null
                        where instance_id = :id and generation = :generation and lease_owner = :owner
                            and state = 'working'
                        """)
                .bind("words", words)
                .bind("id", instanceId)
                .bind("generation", generation)
                .bind("owner", owner)
                .execute();
        if (rows == 1) {
            notices.publish(handle, TOPIC, Long.toString(instanceId));
        }
        return rows == 1;
    }

    /** Gives the lease back. */
    void release(long instanceId, UUID owner) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate("update credential set lease_owner = null, lease_until = null"
                                + " where instance_id = :id and lease_owner = :owner")
                        .bind("id", instanceId)
                        .bind("owner", owner)
                        .execute());
    }

    /** Gives the lease back after a call that changed nothing; the sweep comes again after the given time. */
    void postpone(long instanceId, UUID owner, Duration nextSweep) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate("""
                        update credential set lease_owner = null, lease_until = null,
                            refresh_due_at = case when refresh_due_at is null then null else :next end
                        where instance_id = :id and lease_owner = :owner
                        """)
                        .bind("next", utc(clock.instant().plus(nextSweep)))
                        .bind("id", instanceId)
                        .bind("owner", owner)
                        .execute());
    }

    /**
     * Hands the refresh ahead of time to the sweep, beginning at once, or takes it from it; part of the caller's
     * transaction.
     */
    public void refreshAhead(Handle handle, long instanceId, boolean wanted) {
        handle.createUpdate("""
                        update credential set refresh_due_at = case
                            when :wanted and refresh_token_sealed is not null and life_seconds is not null then :now
                            else null end
                        where instance_id = :id
                        """)
                .bind("wanted", wanted)
                .bind("now", utc(clock.instant()))
                .bind("id", instanceId)
                .execute();
    }

    /** Moves the sweep's next look at a credential that could not even be tried, so that it holds up no other. */
    public void putOff(Due due, Duration nextSweep) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate("update credential set refresh_due_at = :next"
                                + " where instance_id = :id and generation = :generation and refresh_due_at <= :now")
                        .bind("next", utc(clock.instant().plus(nextSweep)))
                        .bind("now", utc(clock.instant()))
                        .bind("id", due.instanceId())
                        .bind("generation", due.generation())
                        .execute());
    }

    /** Instances whose token should be refreshed ahead of its end, oldest first. */
    public List<Due> due(int most) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select instance_id, generation from credential
                        where state = 'working' and refresh_due_at <= :now and (lease_until is null or lease_until < now())
                        order by refresh_due_at limit :most
                        """)
                        .bind("now", utc(clock.instant()))
                        .bind("most", most)
                        .map((row, context) -> new Due(row.getLong("instance_id"), row.getLong("generation")))
                        .list());
    }

    private Update bindToken(Update update, long organizationId, long instanceId, OAuthToken token, boolean refreshed) {
        Optional<Instant> due =
                refreshed && token.refresh().isPresent() ? RefreshTime.of(token, instanceId) : Optional.empty();
        return update.bind("id", instanceId)
                .bind("access", vault.encrypt(organizationId, token.access(), accessRow(instanceId)))
                .bind(
                        "refresh",
                        token.refresh()
                                .map(text -> vault.encrypt(organizationId, text, refreshRow(instanceId)))
                                .orElse(null))
                .bind("issued", utc(token.issuedAt()))
                .bind("life", token.life().map(Duration::toSeconds).orElse(null))
                .bind("due", due.map(Credentials::utc).orElse(null));
    }

    private static RowIdentity accessRow(long instanceId) {
        return new RowIdentity("credential", instanceId, "access_token");
    }

    private static RowIdentity refreshRow(long instanceId) {
        return new RowIdentity("credential", instanceId, "refresh_token");
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private final class Mapper implements RowMapper<Credential> {
        @Override
        public Credential map(ResultSet row, StatementContext context) throws SQLException {
            long id = row.getLong("instance_id");
            long organization = row.getLong("organization_id");
            byte @Nullable [] refresh = row.getBytes("refresh_token_sealed");
            long life = row.getLong("life_seconds");
            boolean endless = row.wasNull();
            OAuthToken token = new OAuthToken(
                    vault.decrypt(organization, row.getBytes("access_token_sealed"), accessRow(id)),
                    refresh == null
                            ? Optional.empty()
                            : Optional.of(vault.decrypt(organization, refresh, refreshRow(id))),
                    row.getObject("issued_at", OffsetDateTime.class).toInstant(),
                    endless ? Optional.empty() : Optional.of(Duration.ofSeconds(life)));
            return new Credential(
                    id,
                    row.getLong("generation"),
                    token,
                    CredentialState.labelled(row.getString("state")),
                    Optional.ofNullable(row.getString("refusal")));
        }
    }
}
