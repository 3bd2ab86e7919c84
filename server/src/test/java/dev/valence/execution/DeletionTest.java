package dev.valence.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.event.EventObject;
import dev.valence.event.EventSource;
import dev.valence.event.Journal;
import dev.valence.event.NewEvent;
import dev.valence.event.Receiver;
import dev.valence.formula.FormulaInstance;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of executions when their formula instance is deleted. */
class DeletionTest {
    private final Fixture fixture = new Fixture();
    private final Node process = fixture.process();
    private final Cancellation cancellation = new Cancellation(Fixture.jdbi(), Clock.systemUTC());
    private final Journal events = new Journal(
            Fixture.jdbi(),
            Clock.systemUTC(),
            List.of(new EventTriggers(process.instances, process.journal, new WrittenObjects(), Clock.systemUTC())));

    @AfterEach
    void close() {
        events.close();
        fixture.close();
    }

    @Test
    void whatIsUnderWayOrWaitsIsCancelledAndNothingIsLeft() throws Exception {
        CountDownLatch begun = new CountDownLatch(4);
        CountDownLatch go = new CountDownLatch(1);
        fixture.log.answers(line -> {
            begun.countDown();
            try {
                assertThat(go.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return Log.written(line);
        });
        long below = fixture.formula("""
                [{"name": "one", "type": "httpRequest", "onSuccess": ["two"], "properties": {"url": "one"}},
                 {"name": "two", "type": "httpRequest", "properties": {"url": "two"}}]""");
        FormulaInstance instance = fixture.instance("""
                [{"name": "sub", "type": "formula", "properties": {"formulaId": "%d"}}]""".formatted(below));
        List<Execution> executions = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            executions.add(process.start(instance, "{}"));
        }
        assertThat(begun.await(60, TimeUnit.SECONDS)).as("four run, six wait").isTrue();

        delete(instance);
        go.countDown();

        for (Execution execution : executions) {
            Ended ended = process.await(execution);
            assertThat(ended.status()).isEqualTo(ExecutionStatus.CANCELLED);
            assertThat(ended.error())
                    .hasValueSatisfying(text -> assertThat(text).contains("was deleted"));
        }
        assertThat(pending(instance)).as("sub-formulas' runs too").isZero();
        assertThat(count("select count(*) from execution_work")).isZero();
        assertThat(process.run(fixture.instance(below), "{}").status()).isEqualTo(ExecutionStatus.SUCCESS);
        assertThat(fixture.log.texts()).as("the second step of none").containsOnlyOnce("two");
    }

    @Test
    @Timeout(120)
    void eventsAndFailuresAndDeletionsDoNotWaitForEachOtherInACircle() throws Exception {
        fixture.log.answers(line -> StepResult.Failed.because("no"));
        fixture.process();
        long element = fixture.elementInstance();
        int before = deadlocks();
        for (int round = 0; round < 20; round++) {
            List<FormulaInstance> listening = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                FormulaInstance instance = fixture.instance(
                        "[{\"name\": \"bad\", \"type\": \"httpRequest\", \"properties\": {\"url\": \"bad\"}}]");
                fixture.listen(instance, "event", element, "", "");
                listening.add(instance);
            }
            String name = round + "-";
            CompletableFuture<?> arriving = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 20; i++) {
                    events.acceptAndWait(event(element, name + i));
                }
            });
            for (FormulaInstance instance : listening) {
                Thread.sleep(ThreadLocalRandom.current().nextInt(30));
                delete(instance);
            }
            arriving.get(60, TimeUnit.SECONDS);
            for (FormulaInstance instance : listening) {
                assertThat(pending(instance)).isZero();
            }
        }
        assertThat(count("select count(*) from execution_work")).isZero();
        assertThat(count("select count(*) from event where instance_id = " + element))
                .as("every event is there")
                .isEqualTo(400);
        assertThat(count("select count(*) from execution where status = 'failed' and object_id is not null"))
                .as("some failed before")
                .isPositive();
        Thread.sleep(1_100); // The server's counters are this much late.
        assertThat(deadlocks()).isEqualTo(before);
    }

    private void delete(FormulaInstance instance) {
        Fixture.jdbi().useTransaction(handle -> {
            handle.execute("select 1 from formula_instance where id = ? for update", instance.id());
            cancellation.deleting(handle, List.of(instance.id()));
            handle.execute("delete from formula_instance where id = ?", instance.id());
        });
    }

    private static NewEvent event(long element, String object) {
        return new NewEvent(
                new Receiver(element, Fixture.organizationId(), Fixture.accountId(), "ciscospark", false, false),
                EventSource.WEBHOOK,
                List.of(new EventObject("messages", object, "CREATED", Instant.EPOCH)),
                "{}",
                Optional.empty());
    }

    private static int pending(FormulaInstance instance) {
        return count(
                "select count(*) from execution where status = 'pending' and formula_instance_id = " + instance.id());
    }

    private static int deadlocks() {
        return count("select deadlocks from pg_stat_database where datname = current_database()");
    }

    private static int count(String sql) {
        return Fixture.jdbi()
                .withHandle(
                        handle -> handle.createQuery(sql).mapTo(Integer.class).one());
    }
}
