package dev.valence.execution;

import dev.valence.formula.FormulaInstances;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;

/**
 * How formula instances do: counts the executions that fail, and has those told whom the instances name. All in the caller's
 * transaction.
 */
@Singleton
final class InstanceHealth {
    private static final Logger LOG = Logger.getLogger(InstanceHealth.class);
    /** A loop goes round many times, and nobody wants to hear of each. */
    private static final Duration BETWEEN_REFUSALS_TOLD = Duration.ofHours(1);

    private final FormulaInstances instances;
    private final NoticeRows notices;
    private final Clock clock;

    InstanceHealth(FormulaInstances instances, NoticeRows notices, Clock clock) {
        this.instances = instances;
        this.notices = notices;
        this.clock = clock;
    }

    /**
     * Holds formula instances whose executions end: how they do is noted with it, after their lanes are locked, and whoever deletes
     * one holds it before its lane.
     */
    void hold(Handle handle, Collection<Long> ending) {
        instances.hold(handle, ending);
    }

    /** Executions ended, none of them a dry run or the run of a sub-formula. */
    void ended(Handle handle, List<Over> roots) {
        List<Report> stopped = count(handle, roots);
        List<Report> reports = new ArrayList<>();
        roots.stream()
                .filter(Over::failed)
                .map(one -> Report.failed(one.execution(), one.failedStep(), one.error()))
                .forEach(reports::add);
        reports.addAll(stopped);
        notices.tell(handle, reports);
    }

    /** Executions were not run because they start themselves; it is told once an hour for each instance at most. */
    void refused(Handle handle, List<Execution> refused, String error) {
        Map<Long, Execution> first = new HashMap<>();
        refused.stream()
                .filter(execution -> !execution.isDryRun())
                .forEach(execution -> first.putIfAbsent(execution.formulaInstanceId(), execution));
        Instant now = clock.instant();
        List<Report> reports = new ArrayList<>();
        for (long instance :
                instances.startedThemselves(handle, first.keySet(), now, now.minus(BETWEEN_REFUSALS_TOLD))) {
            Execution execution = Objects.requireNonNull(first.get(instance));
            reports.add(Report.startsItself(execution, error));
            handle.afterCommit(() -> LOG.warnf(
                    "Formula instance %d of organization %d starts itself; execution %d and those like it are not run",
                    instance, execution.organizationId(), execution.id()));
        }
        notices.tell(handle, reports);
    }

    /** Answers what there is to tell of instances that were switched off by it. */
    private List<Report> count(Handle handle, List<Over> roots) {
        Set<Long> well = new HashSet<>();
        List<Over> badly = new ArrayList<>();
        for (Over one : roots) {
            if (one.ended().status() == ExecutionStatus.SUCCESS) {
                well.add(one.execution().formulaInstanceId());
            } else if (one.failed()) {
                badly.add(one);
            }
        }
        instances.succeeded(handle, well);
        badly.sort(Comparator.comparingLong(one -> one.execution().formulaInstanceId()));
        List<Report> stopped = new ArrayList<>();
        for (Over one : badly) {
            Execution execution = one.execution();
            instances.failed(handle, execution.formulaInstanceId()).ifPresent(failures -> {
                stopped.add(Report.switchedOff(execution, one.failedStep(), failures, one.error()));
                handle.afterCommit(() -> LOG.warnf(
                        "Formula instance %d of organization %d was switched off after %d failed executions in a row;"
                                + " the last of them is %d",
                        execution.formulaInstanceId(), execution.organizationId(), failures, execution.id()));
            });
        }
        return stopped;
    }
}
