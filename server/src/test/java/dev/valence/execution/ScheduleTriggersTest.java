package dev.valence.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.formula.FormulaInstance;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScheduleTriggersTest {
    private final Fixture fixture = new Fixture();
    private final Node process = fixture.process();
    private final SetClock clock = new SetClock(Instant.parse("2026-03-02T09:00:30Z"));
    private final ScheduleTriggers schedules = schedules();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aScheduleStartsItsFormulaWhenTheTimeHasComeAndNotBefore() {
        FormulaInstance instance = scheduled("0 0/10 * ? * *");
        schedules.tick();
        clock.now = Instant.parse("2026-03-02T09:09:59Z");
        schedules.tick();
        assertThat(triggers(instance)).isEmpty();

        clock.now = Instant.parse("2026-03-02T09:10:00Z");
        schedules.tick();
        schedules.tick();
        assertThat(triggers(instance)).containsExactly("{\"type\":\"scheduled\",\"date\":\"2026-03-02T09:10:00Z\"}");
    }

    @Test
    void timesThatWereMissedAreMadeUpForOnce() {
        FormulaInstance instance = scheduled("0 0/10 * ? * *");
        schedules.tick();
        clock.now = clock.now.plus(Duration.ofDays(2));

        schedules.tick();
        schedules.tick();

        assertThat(triggers(instance)).hasSize(1);
    }

    @Test
    void severalProcessesStartItOnce() throws Exception {
        List<FormulaInstance> instances =
                IntStream.range(0, 5).mapToObj(i -> scheduled("0 0 10 ? * *")).toList();
        schedules.tick();
        clock.now = Instant.parse("2026-03-02T10:00:01Z");
        List<ScheduleTriggers> processes =
                IntStream.range(0, 4).mapToObj(i -> schedules()).toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(processes.stream()
                            .map(one -> (Callable<Boolean>) () -> {
                                one.tick();
                                return true;
                            })
                            .toList())
                    .forEach(future -> assertThat(future.resultNow()).isTrue());
        }

        assertThat(instances)
                .allSatisfy(instance -> assertThat(triggers(instance)).hasSize(1));
    }

    @Test
    void anInstanceThatIsSwitchedOffHasNoScheduleAndANewOneWhenItComesBack() {
        FormulaInstance instance = scheduled("0 0/10 * ? * *");
        schedules.tick();
        active(instance, false);
        clock.now = clock.now.plus(Duration.ofHours(1));
        schedules.tick();
        active(instance, true);
        clock.now = clock.now.plus(Duration.ofMinutes(1));
        schedules.tick();
        assertThat(triggers(instance)).isEmpty();

        clock.now = clock.now.plus(Duration.ofMinutes(10));
        schedules.tick();
        assertThat(triggers(instance)).hasSize(1);
    }

    private ScheduleTriggers schedules() {
        return new ScheduleTriggers(
                new ScheduleRows(Fixture.jdbi()), process.instances, process.journal, process.notices, clock);
    }

    private FormulaInstance scheduled(String cron) {
        FormulaInstance instance = fixture.instance("""
                [{"name": "tell", "type": "script", "properties": {"body": "done({})"}}]""");
        Fixture.jdbi()
                .useHandle(handle -> handle.execute(
                        "update formula_instance set trigger_type = 'scheduled', cron = ? where id = ?",
                        cron,
                        instance.id()));
        return instance;
    }

    private static void active(FormulaInstance instance, boolean active) {
        Fixture.jdbi()
                .useHandle(handle ->
                        handle.execute("update formula_instance set active = ? where id = ?", active, instance.id()));
    }

    private List<String> triggers(FormulaInstance instance) {
        return new ExecutionHistory(Fixture.jdbi())
                .list(new ExecutionHistory.Scope.OfInstance(instance.id()), ExecutionFilter.of(Map.of()), 100).stream()
                        .map(execution -> process.rows
                                .find(execution.id())
                                .orElseThrow()
                                .trigger()
                                .toString())
                        .toList();
    }

    /** A clock that stands still until it is set. */
    private static final class SetClock extends Clock {
        private volatile Instant now;

        SetClock(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
