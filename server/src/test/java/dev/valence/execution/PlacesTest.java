package dev.valence.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.formula.FormulaInstance;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An organization with much to run holds up nobody else. */
class PlacesTest {
    private static final int PLACES = 4;
    private static final int INSTANCES = 30;
    private static final int OF_EACH = 6;
    private static final String ONE_STEP = """
            [{"name": "send", "type": "httpRequest", "properties": {"url": "${trigger.args}"}}]""";

    private final Fixture fixture = new Fixture();
    private final Semaphore answers = new Semaphore(0);

    @AfterEach
    void close() {
        answers.release(INSTANCES * OF_EACH);
        fixture.close();
    }

    @Test
    void organizationsGetFreePlacesInTurn() {
        Places places = new Places(1);
        List<Long> begun = new ArrayList<>();
        places.ask(9, () -> begun.add(9L));
        for (int i = 0; i < 1_000; i++) {
            places.ask(1, () -> begun.add(1L));
        }
        places.ask(2, () -> begun.add(2L));
        places.ask(3, () -> begun.add(3L));
        places.ask(3, () -> begun.add(3L));

        for (int i = 0; i < 8; i++) {
            places.leave();
        }

        assertThat(begun).containsExactly(9L, 1L, 2L, 3L, 1L, 3L, 1L, 1L, 1L);
    }

    @Test
    void oneExecutionOfAnOrganizationGoesAheadOfTheManyOfAnother() throws Exception {
        fixture.log.answers(line -> {
            waitFor(answers);
            return Log.written(line);
        });
        Node process = fixture.process(new Node.Room(PLACES, 4));
        List<Execution> flood = new ArrayList<>();
        for (int i = 0; i < INSTANCES; i++) {
            FormulaInstance instance = fixture.instance(ONE_STEP);
            for (int j = 0; j < OF_EACH; j++) {
                flood.add(process.start(instance, "\"flood\""));
            }
        }
        Waiting.until(() -> fixture.log.lines().size() == PLACES);

        Execution other = process.start(fixture.instance(ofAnotherOrganization()), "\"other\"");
        int ended = 0;
        while (!fixture.log.texts().contains("other") && ended < flood.size()) {
            ended++;
            answers.release();
            int begun = Math.min(PLACES + ended, flood.size() + 1);
            Waiting.until(() -> fixture.log.lines().size() == begun);
        }

        // The turns of both, and what ended until the other's was found to be due.
        assertThat(ended)
                .as("executions of the flood that ended before the other's began")
                .isLessThan(3 * PLACES);
        answers.release(flood.size());
        assertThat(process.await(other).status()).isEqualTo(ExecutionStatus.SUCCESS);
        for (Execution one : flood) {
            assertThat(process.await(one).status()).isEqualTo(ExecutionStatus.SUCCESS);
        }
        assertThat(fixture.log.texts()).hasSize(flood.size() + 1).containsOnlyOnce("other");
    }

    private long ofAnotherOrganization() {
        long formula = fixture.formula(ONE_STEP);
        Fixture.jdbi().useTransaction(handle -> {
            long organization = handle.createUpdate(
                            "insert into organization (name, created_at) values ('Other', now())")
                    .executeAndReturnGeneratedKeys("id")
                    .mapTo(Long.class)
                    .one();
            handle.execute("update formula set organization_id = ? where id = ?", organization, formula);
            handle.execute(
                    "update formula_version set organization_id = ? where formula_id = ?", organization, formula);
        });
        return formula;
    }

    private static void waitFor(Semaphore permit) {
        try {
            assertThat(permit.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
