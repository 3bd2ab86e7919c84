package dev.valence.execution;

import dev.valence.store.Database;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Which process runs the executions of which formula instance. A process holds a lane by a lease that it renews; when it dies, the
 * lease ends and its executions are another's, each at the step it stood at.
 */
@Singleton
final class LaneRows {
    /** Long enough for a slow commit, short enough that a dead process is hardly noticed. */
    static final Duration LIFE = Duration.ofSeconds(10);

    private final Jdbi jdbi;
    private final Clock clock;
    private final UUID owner = UUID.randomUUID();

    @Inject
    LaneRows(Database database, Clock clock) {
        this(database.jdbi(), clock);
    }

    LaneRows(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /**
     * A lane that this process got.
     *
     * @param claim counts how often the lane went to a process: of two leases of a lane only the later one counts
     */
    record Lease(long formulaInstanceId, long organizationId, long claim) {}

    /** Takes lanes in which something is due, those that wait the longest first. */
    List<Lease> claim(int most, Collection<Long> held) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        update execution_lane n set owner = :owner, claim = n.claim + 1, claim_at = :until
                        from (select formula_instance_id from execution_lane where claim_at <= :now
                            and formula_instance_id <> all(:held) order by claim_at limit :most for update skip locked) due
                        where n.formula_instance_id = due.formula_instance_id
                        returning n.formula_instance_id, n.organization_id, n.claim""")
                .bind("owner", owner)
                .bind("now", now())
                .bind("until", now().plus(LIFE))
                .bind("most", most)
                .bindArray("held", Long.class, List.copyOf(held))
                .map((row, context) -> new Lease(row.getLong(1), row.getLong(2), row.getLong(3)))
                .list());
    }

    /** Renews; answers the lanes whose lease still counts. */
    Set<Long> renew(Collection<Lease> leases) {
        return new HashSet<>(jdbi.withHandle(handle -> handle.createQuery("""
                        with held as materialized (
                            select n.formula_instance_id from execution_lane n join unnest(:ids, :claims) lease (id, claim)
                                on n.formula_instance_id = lease.id and n.claim = lease.claim
                            where n.owner = :owner order by n.formula_instance_id for no key update of n)
                        update execution_lane n set claim_at = :until from held
                        where n.formula_instance_id = held.formula_instance_id returning n.formula_instance_id""")
                .bind("until", now().plus(LIFE))
                .bind("owner", owner)
                .bindArray(
                        "ids",
                        Long.class,
                        leases.stream().map(Lease::formulaInstanceId).toList())
                .bindArray(
                        "claims", Long.class, leases.stream().map(Lease::claim).toList())
                .mapTo(Long.class)
                .list()));
    }

    /**
     * Gives a lane back until something is due in it. The row is locked first, so that an execution that is being accepted at
     * this moment is waited for and seen. Nothing happens when the lease does not count any more.
     */
    void release(Lease lease) {
        jdbi.useTransaction(handle -> {
            if (lockOurs(handle, lease)) {
                handle.createUpdate("""
                                update execution_lane set owner = null,
                                    claim_at = (select min(due_at) from execution_work where formula_instance_id = :id)
                                where formula_instance_id = :id""").bind("id", lease.formulaInstanceId()).execute();
            }
        });
    }

    private boolean lockOurs(Handle handle, Lease lease) {
        return handle.createQuery("""
                        select formula_instance_id from execution_lane
                        where formula_instance_id = :id and owner = :owner and claim = :claim for no key update""")
                .bind("id", lease.formulaInstanceId())
                .bind("owner", owner)
                .bind("claim", lease.claim())
                .mapTo(Long.class)
                .findOne()
                .isPresent();
    }

    /**
     * What {@link #lock} found.
     *
     * @param claims of the lanes that are ours, by formula instance
     * @param executions those that are not over
     */
    record Locked(Map<Long, Long> claims, Set<Long> executions) {
        /** Whether this process may go on with it. */
        boolean allows(Entry.Running running) {
            Long claim = claims.get(running.execution().formulaInstanceId());
            return claim != null && claim == running.claim() && executions.contains(running.rootId());
        }
    }

    /**
     * Which of these lanes are ours, by which claim, and which of these executions are not over; the rows stay as they are until
     * the handle's transaction ends. Lanes are locked first, as everywhere, and all of a transaction at once in one order: two processes that
     * each hold a lane and bring work for the other's would else wait for each other.
     *
     * @param arriving lanes that work comes into in the same transaction, whoever holds them
     */
    Locked lock(Handle handle, Collection<Long> lanes, Collection<Long> arriving, Collection<Long> executions) {
        Locked locked = new Locked(new HashMap<>(), new HashSet<>());
        handle.createQuery("""
                        with lanes as materialized (
                            select formula_instance_id, claim, owner = :owner as ours from execution_lane
                            where formula_instance_id = any(:lanes) and owner = :owner or formula_instance_id = any(:arriving)
                            order by formula_instance_id for no key update),
                        works as materialized (
                            select execution_id from execution_work where execution_id = any(:executions)
                            order by execution_id for update)
                        select true, formula_instance_id, claim from lanes where ours
                        union all select false, execution_id, 0 from works""")
                .bindArray("lanes", Long.class, List.copyOf(lanes))
                .bindArray("arriving", Long.class, List.copyOf(arriving))
                .bind("owner", owner)
                .bindArray("executions", Long.class, List.copyOf(executions))
                .map((row, context) -> row.getBoolean(1)
                        ? locked.claims().put(row.getLong(2), row.getLong(3)) == null
                        : locked.executions().add(row.getLong(2)))
                .list();
        return locked;
    }

    /**
     * New work of a lane.
     *
     * @param dueAt when the first of it is due
     */
    record Arrival(long formulaInstanceId, long organizationId, OffsetDateTime dueAt) {}

    /**
     * What {@link #enter} found.
     *
     * @param taken leases of lanes that were free, by formula instance
     * @param others formula instances whose lanes other processes hold
     */
    record Entered(Map<Long, Lease> taken, Set<Long> others) {}

    /**
     * Work comes into lanes, in the transaction of the handle: free ones are taken.
     *
     * @param arrivals one for each lane
     */
    Entered enter(Handle handle, Collection<Arrival> arrivals) {
        // In one order everywhere, so that two transactions do not wait for each other in a circle.
        List<Arrival> sorted = arrivals.stream()
                .sorted(Comparator.comparingLong(Arrival::formulaInstanceId))
                .toList();
        List<Long> ids = sorted.stream().map(Arrival::formulaInstanceId).toList();
        Set<Long> free = new HashSet<>();
        Set<Long> others = new HashSet<>();
        if (sort(handle, ids, free, others) < ids.size()) {
            handle.createUpdate("""
                            insert into execution_lane (formula_instance_id, organization_id)
                            select * from unnest(:ids, :organizations) on conflict do nothing""")
                    .bindArray("ids", Long.class, ids)
                    .bindArray(
                            "organizations",
                            Long.class,
                            sorted.stream().map(Arrival::organizationId).toList())
                    .execute();
            sort(handle, ids, free, others);
        }
        Map<Long, Lease> taken = new HashMap<>();
        for (Arrival arrival : sorted) {
            if (free.contains(arrival.formulaInstanceId())) {
                boolean now = !arrival.dueAt().isAfter(now());
                long claim = arrive(handle, arrival, now);
                if (now) {
                    taken.put(
                            arrival.formulaInstanceId(),
                            new Lease(arrival.formulaInstanceId(), arrival.organizationId(), claim));
                }
            }
        }
        return new Entered(taken, others);
    }

    /** Sorts lanes by who holds them, and locks their rows; answers how many there are. */
    private int sort(Handle handle, List<Long> lanes, Set<Long> free, Set<Long> others) {
        return handle.createQuery("""
                        select formula_instance_id, owner is null as free, owner = :owner as ours from execution_lane
                        where formula_instance_id = any(:ids) order by formula_instance_id for no key update""")
                .bind("owner", owner)
                .bindArray("ids", Long.class, lanes)
                .map((row, context) -> row.getBoolean("free")
                        ? free.add(row.getLong(1))
                        : row.getBoolean("ours") || others.add(row.getLong(1)))
                .list()
                .size();
    }

    /** Takes the lane, or has it claimed when the work is due; answers its claim. */
    private long arrive(Handle handle, Arrival arrival, boolean now) {
        return handle.createQuery(
                        now
                                ? "update execution_lane set owner = :owner, claim = claim + 1, claim_at = :at"
                                        + " where formula_instance_id = :id returning claim"
                                : "update execution_lane set claim_at = least(coalesce(claim_at, :at), :at)"
                                        + " where formula_instance_id = :id and :owner is not null returning claim")
                .bind("owner", owner)
                .bind("at", now ? now().plus(LIFE) : arrival.dueAt())
                .bind("id", arrival.formulaInstanceId())
                .mapTo(Long.class)
                .one();
    }

    private OffsetDateTime now() {
        return OffsetDateTime.now(clock);
    }
}
