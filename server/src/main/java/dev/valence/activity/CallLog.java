package dev.valence.activity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.valence.store.DailyPartitions;
import dev.valence.store.Database;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Records calls without making any of them wait: they are put into a bounded queue, and a thread of its own writes them in
 * batches. A process writes so many a second ({@code valence.activity.calls-per-second}); of more, those that went well are
 * left out first, and how many were left out is written instead.
 */
@Singleton
public final class CallLog {
    private static final Logger LOG = Logger.getLogger(CallLog.class);
    private static final int FLUSHES_PER_SECOND = 5;
    /** Traced calls hold bodies; together they may take this much memory, in bytes. */
    private static final long MOST_BYTES = 16L * 1024 * 1024;

    private static final Duration GAP_EVERY = Duration.ofSeconds(10);

    private record Waiting(Supplier<Call> call, int bytes) {}

    private final Jdbi jdbi;
    private final Clock clock;
    private final DailyPartitions partitions;
    private final Duration retention;
    private final int perFlush;
    private final BlockingQueue<Waiting> waiting;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private Instant lastGap;
    /** Instances whose last use was written a short time ago. */
    private final Cache<Long, Boolean> written = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("activity").factory());

    @Inject
    CallLog(
            Database database,
            Clock clock,
            @ConfigProperty(name = "valence.activity.calls-per-second") int perSecond,
            @ConfigProperty(name = "valence.activity.retention") Duration retention) {
        this(database.jdbi(), clock, perSecond, retention);
    }

    /**
     * The log of a database; makes the partitions that are missing.
     *
     * @param perSecond how many calls are written a second; 0 records none
     * @param retention how long calls are kept
     */
    public CallLog(Jdbi jdbi, Clock clock, int perSecond, Duration retention) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.retention = retention;
        this.partitions = new DailyPartitions(jdbi, clock, "activity", retention, (handle, partition) -> false);
        this.perFlush = Math.max(0, Math.ceilDiv(perSecond, FLUSHES_PER_SECOND));
        this.waiting = new ArrayBlockingQueue<>(Math.max(1, perFlush * FLUSHES_PER_SECOND));
        this.lastGap = clock.instant();
        turn();
    }

    /**
     * Takes a call to be recorded; never waits.
     *
     * @param call is asked for later, on another thread
     * @param failed whether it is one of those that people look for
     * @param heldBytes how much memory its bodies hold
     */
    public void offer(Supplier<Call> call, boolean failed, int heldBytes) {
        if (perFlush == 0) {
            return;
        }
        boolean room = failed || waiting.remainingCapacity() * 2 > perFlush * FLUSHES_PER_SECOND;
        if (room && bytes.get() + heldBytes <= MOST_BYTES && waiting.offer(new Waiting(call, heldBytes))) {
            bytes.addAndGet(heldBytes);
        } else {
            dropped.incrementAndGet();
        }
    }

    void start(@Observes StartupEvent event) {
        long pause = 1000 / FLUSHES_PER_SECOND;
        var _ = timer.scheduleWithFixedDelay(this::flushOrComplain, pause, pause, TimeUnit.MILLISECONDS);
        var _ = timer.scheduleWithFixedDelay(this::turnOrComplain, 1, 1, TimeUnit.HOURS);
    }

    /** After the listening socket has closed, and before the database does. */
    void stop(@Observes @Priority(100) ShutdownEvent event) {
        timer.shutdown();
        while (!waiting.isEmpty()) {
            flushOrComplain();
        }
    }

    /** Writes what waits, as much as one batch takes. */
    void flush() {
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < perFlush; i++) {
            Waiting next = waiting.poll();
            if (next == null) {
                break;
            }
            bytes.addAndGet(-next.bytes());
            try {
                calls.add(next.call().get());
            } catch (RuntimeException e) {
                // One call that cannot be told of must not take its batch along.
                dropped.incrementAndGet();
                LOG.error("A call could not be recorded", e);
            }
        }
        long gap = dropped.get();
        boolean tell = gap > 0 && !clock.instant().isBefore(lastGap.plus(GAP_EVERY));
        if (calls.isEmpty() && !tell) {
            return;
        }
        try {
            jdbi.useTransaction(handle -> {
                if (!calls.isEmpty()) {
                    insert(handle, calls);
                    touch(handle, calls);
                }
                if (tell) {
                    insertGap(handle, gap);
                }
            });
        } catch (RuntimeException e) {
            dropped.addAndGet(calls.size());
            throw e;
        }
        if (tell) {
            dropped.addAndGet(-gap);
            lastGap = clock.instant();
            LOG.warnf(
                    "%d calls were served and not recorded: more came than valence.activity.calls-per-second lets"
                            + " through",
                    gap);
        }
    }

    /** One statement for all rows: an array for each column. */
    private static void insert(Handle handle, List<Call> calls) {
        handle.createUpdate("""
                        insert into activity (at, organization_id, account_id, owner_id, instance_id, element_key, method,
                            path, status, duration_us, vendor_status, request_id, traced, detail)
                        select * from unnest(:at, :organization, :account, :owner, :instance, :element, :method, :path,
                            :status, :duration, :vendor, :request, :traced, :detail)""")
                .bindArray(
                        "at",
                        OffsetDateTime.class,
                        column(calls, call -> call.at().atOffset(ZoneOffset.UTC)))
                .bindArray("organization", Long.class, column(calls, Call::organizationId))
                .bindArray("account", Long.class, column(calls, Call::accountId))
                .bindArray("owner", Long.class, column(calls, Call::ownerId))
                .bindArray("instance", Long.class, column(calls, Call::instanceId))
                .bindArray("element", String.class, column(calls, Call::elementKey))
                .bindArray("method", String.class, column(calls, Call::method))
                .bindArray("path", String.class, column(calls, call -> Redaction.path(call.path())))
                .bindArray("status", Integer.class, column(calls, call -> storable(call.status())))
                .bindArray("duration", Long.class, column(calls, Call::micros))
                .bindArray("vendor", Integer.class, vendorStatuses(calls))
                .bindArray("request", String.class, column(calls, Call::requestId))
                .bindArray("traced", Boolean.class, column(calls, Call::traced))
                .bindArray(
                        "detail",
                        String.class,
                        column(calls, call -> CallDetail.of(call).toString()))
                .execute();
    }

    private void touch(Handle handle, List<Call> calls) {
        Map<Long, Instant> used = new LinkedHashMap<>();
        for (Call call : calls) {
            if (written.getIfPresent(call.instanceId()) == null) {
                used.merge(call.instanceId(), call.at(), (one, other) -> one.isAfter(other) ? one : other);
            }
        }
        if (used.isEmpty()) {
            return;
        }
        handle.createUpdate("""
                        insert into instance_use (instance_id, last_used_at)
                        select u.id, u.at from unnest(:ids, :times) u (id, at) join instance i on i.id = u.id order by u.id
                        on conflict (instance_id) do update
                            set last_used_at = greatest(instance_use.last_used_at, excluded.last_used_at)""")
                .bindArray("ids", Long.class, List.copyOf(used.keySet()))
                .bindArray(
                        "times",
                        OffsetDateTime.class,
                        used.values().stream()
                                .map(time -> time.atOffset(ZoneOffset.UTC))
                                .toList())
                .execute();
        used.keySet().forEach(id -> written.put(id, true));
    }

    private void insertGap(Handle handle, long gap) {
        handle.createUpdate("insert into activity_gap (at, dropped) values (:at, :dropped)")
                .bind("at", OffsetDateTime.now(clock))
                .bind("dropped", gap)
                .execute();
    }

    /** A provider may answer with any number; one that the column cannot hold must not lose the calls beside it. */
    private static int storable(int status) {
        return Math.clamp(status, 0, Short.MAX_VALUE);
    }

    private static List<@Nullable Integer> vendorStatuses(List<Call> calls) {
        List<@Nullable Integer> column = new ArrayList<>(calls.size());
        calls.forEach(
                call -> column.add(call.vendorStatus().map(CallLog::storable).orElse(null)));
        return column;
    }

    private static <T> List<T> column(List<Call> calls, Function<Call, T> value) {
        List<T> column = new ArrayList<>(calls.size());
        calls.forEach(call -> column.add(value.apply(call)));
        return column;
    }

    private void flushOrComplain() {
        try {
            flush();
        } catch (RuntimeException e) {
            // An exception that leaves the task would end the schedule for good.
            LOG.errorf(e, "A batch of calls could not be recorded; it is counted as left out");
        }
    }

    private void turn() {
        partitions.turn();
        jdbi.useHandle(handle -> handle.createUpdate("delete from activity_gap where at < :oldest")
                .bind("oldest", OffsetDateTime.now(clock).minus(retention))
                .execute());
    }

    private void turnOrComplain() {
        try {
            turn();
        } catch (RuntimeException e) {
            LOG.error("The partitions of the activity could not be turned; in an hour is the next try", e);
        }
    }
}
