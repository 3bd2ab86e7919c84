package dev.valence.delivery;

import dev.valence.store.Database;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Which process delivers to which endpoint. A process holds an endpoint by a lease that it renews; when it dies, the lease
 * ends and the deliveries are another's, none of them lost: each stays waiting until its outcome is committed.
 *
 * <p>The claim looks at endpoints and not at deliveries, so that it costs the same however many of these wait.
 */
@Singleton
final class Leases {
    /** Long enough for a slow commit, short enough that a dead process is hardly noticed. */
    private static final Duration LIFE = Duration.ofSeconds(10);

    private final Jdbi jdbi;
    private final Clock clock;
    private final UUID owner = UUID.randomUUID();

    @Inject
    Leases(Database database, Clock clock) {
        this(database.jdbi(), clock);
    }

    Leases(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /**
     * Takes endpoints at which something is due, those that wait the longest first.
     *
     * @param held at which this process works; after a stall their leases may have ended, but a second lane of the same
     *     owner would send everything twice and out of order
     */
    List<Lease> claim(int most, Collection<Long> held) {
        OffsetDateTime now = now();
        return jdbi.withHandle(handle -> handle.createQuery("""
                        update endpoint n set owner = :owner, claim_at = :until
                        from (select instance_id from endpoint where claim_at <= :now
                            and instance_id <> all(:held) order by claim_at limit :most for update skip locked) due
                        where n.instance_id = due.instance_id
                        returning n.instance_id, n.failures, n.opened_at""")
                .bind("owner", owner)
                .bind("now", now)
                .bind("until", now.plus(LIFE))
                .bind("most", most)
                .bindArray("held", Long.class, List.copyOf(held))
                .map((row, context) -> new Lease(
                        row.getLong("instance_id"),
                        row.getInt("failures"),
                        Optional.ofNullable(row.getObject("opened_at", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)))
                .list());
    }

    /** Renews; answers which of these are still ours. */
    Set<Long> renew(Collection<Long> instances) {
        return new HashSet<>(jdbi.withHandle(handle -> handle.createQuery("""
                        update endpoint set claim_at = :until where owner = :owner and instance_id = any(:ids)
                        returning instance_id""")
                .bind("until", now().plus(LIFE))
                .bind("owner", owner)
                .bindArray("ids", Long.class, List.copyOf(instances))
                .mapTo(Long.class)
                .list()));
    }

    /**
     * Gives an endpoint back and sets when it is to be taken next: when the next delivery is due. The row is locked first, so
     * that a delivery that is being committed at this moment is waited for and seen.
     */
    void release(long instanceId, int failures) {
        jdbi.useTransaction(handle -> {
            if (lock(handle, instanceId)) {
                free(handle, instanceId, failures);
            }
        });
    }

    private void free(Handle handle, long instanceId, int failures) {
        handle.createUpdate("""
                        update endpoint set owner = null, failures = :failures, opened_at = null,
                            claim_at = (select min(due_at) from delivery where instance_id = :id and state = 'waiting')
                        where instance_id = :id""")
                .bind("failures", failures)
                .bind("id", instanceId)
                .execute();
    }

    /** Gives an endpoint back that is not to be looked at before {@code until}. */
    void rest(Handle handle, long instanceId, int failures, Instant until) {
        if (lock(handle, instanceId)) {
            handle.createUpdate("""
                            update endpoint set owner = null, failures = :failures, claim_at = :until
                            where instance_id = :id""")
                    .bind("failures", failures)
                    .bind("until", Deliveries.at(until))
                    .bind("id", instanceId)
                    .execute();
        }
    }

    /** Gives an endpoint back that nothing is to be sent to before {@code until}; its circuit is open. */
    void pause(Handle handle, long instanceId, int failures, Instant openedAt, Instant until, String notice) {
        if (lock(handle, instanceId)) {
            handle.createUpdate("""
                            update endpoint set owner = null, failures = :failures, opened_at = :opened, notice = :notice,
                                claim_at = :until
                            where instance_id = :id""")
                    .bind("failures", failures)
                    .bind("opened", Deliveries.at(openedAt))
                    .bind("until", Deliveries.at(until))
                    .bind("notice", notice)
                    .bind("id", instanceId)
                    .execute();
        }
    }

    /** Ends an endpoint's activity until somebody releases it; what waits is queued. */
    void deactivate(Handle handle, long instanceId, String notice) {
        if (lock(handle, instanceId)) {
            handle.createUpdate("""
                            update endpoint set owner = null, active = false, failures = 0, opened_at = null,
                                claim_at = null, notice = :notice where instance_id = :id""")
                    .bind("notice", notice)
                    .bind("id", instanceId)
                    .execute();
            Deliveries.queue(handle, instanceId, notice);
        }
    }

    /** Whether the row is ours; it stays locked until the handle's transaction ends. */
    private boolean lock(Handle handle, long instanceId) {
        return handle.createQuery("select 1 from endpoint where instance_id = :id and owner = :owner for update")
                .bind("id", instanceId)
                .bind("owner", owner)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    private OffsetDateTime now() {
        return OffsetDateTime.now(clock);
    }
}
