package dev.valence.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.formula.FormulaInstance;
import dev.valence.formula.FormulaInstances;
import dev.valence.formula.Formulas;
import dev.valence.formula.TriggerType;
import dev.valence.http.Json;
import dev.valence.store.ChangeNotices;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;

/**
 * Starts formulas by the clock. Every process looks each second; the database deals out what is due, and commits an execution
 * together with the next time. Times that were missed, because no process ran, are made up for once.
 */
@Singleton
final class ScheduleTriggers {
    private static final Logger LOG = Logger.getLogger(ScheduleTriggers.class);
    /** Covers notices that were lost on the way. */
    private static final Duration FOLLOW = Duration.ofSeconds(30);

    private final ScheduleRows rows;
    private final FormulaInstances instances;
    private final ExecutionJournal journal;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("formula-schedules").factory());
    private volatile boolean changed = true;
    private Instant followedAt = Instant.EPOCH;

    ScheduleTriggers(
            ScheduleRows rows,
            FormulaInstances instances,
            ExecutionJournal journal,
            ChangeNotices notices,
            Clock clock) {
        this.rows = rows;
        this.instances = instances;
        this.journal = journal;
        this.clock = clock;
        notices.subscribe(Formulas.TOPIC, key -> changed = true, () -> changed = true);
    }

    void start(@Observes StartupEvent event) {
        var _ = timer.scheduleWithFixedDelay(this::tickOrComplain, 1, 1, TimeUnit.SECONDS);
    }

    /** Before the journal ends. */
    void stop(@Observes @Priority(60) ShutdownEvent event) {
        timer.shutdown();
    }

    /** Starts what is due. */
    synchronized void tick() {
        Instant now = clock.instant();
        if (changed || !followedAt.plus(FOLLOW).isAfter(now)) {
            changed = false;
            try {
                rows.follow(now);
                followedAt = now;
            } catch (RuntimeException e) {
                changed = true;
                throw e;
            }
        }
        boolean more = true;
        while (more) {
            more = rows.take(now, this::begin);
        }
    }

    private void begin(Handle handle, List<ScheduleRows.Due> due) {
        List<NewExecution> executions = new ArrayList<>();
        for (ScheduleRows.Due one : due) {
            Optional<FormulaInstance> instance = instances.find(handle, one.formulaInstanceId());
            ObjectNode trigger = Json.MAPPER
                    .createObjectNode()
                    .put("type", TriggerType.SCHEDULED.wire())
                    .put("date", one.at().toString());
            instance.ifPresent(
                    found -> executions.add(NewExecution.of(found, trigger, Optional.empty(), 0, clock.instant())));
        }
        journal.accept(handle, executions);
    }

    private void tickOrComplain() {
        try {
            tick();
        } catch (Throwable e) {
            // Anything that got out would end the timer for good.
            LOG.errorf(e, "Schedules of formulas could not be looked at; the next try is in a second");
        }
    }
}
