package dev.valence.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private static final Duration NONE = Duration.ZERO;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void thereAreAsManyTurnsAsSeats() throws Exception {
        Turns turns = new Turns(2, 2, MINUTE);
        Turns.Turn first = turns.take("a", NONE).orElseThrow();
        assertThat(turns.take("a", NONE)).isPresent();
        assertThat(turns.take("b", NONE)).isEmpty();
        first.close();
        assertThat(turns.take("b", NONE)).isPresent();
        assertThat(turns.take("b", NONE)).isEmpty();
    }

    @Test
    void aLongRunGivesItsSeatBackOnceWhileThereArePlaces() throws Exception {
        Turns turns = new Turns(1, 2, MINUTE);
        Turns.Turn one = turns.take("a", NONE).orElseThrow();
        one.lasts();
        one.lasts();
        Turns.Turn two = turns.take("b", NONE).orElseThrow();
        assertThat(turns.take("c", NONE)).isEmpty();
        two.lasts();
        Turns.Turn three = turns.take("c", NONE).orElseThrow();
        three.lasts();
        assertThat(turns.take("d", NONE)).as("both places are taken").isEmpty();
        one.close();
        three.lasts();
        assertThat(turns.take("d", NONE)).isPresent();
        one.lasts();
        assertThat(turns.take("e", NONE))
                .as("a run that is over has no seat to give")
                .isEmpty();
    }

    @Test
    void aTenantWithItsHalfOfTheLongPlacesWaits() throws Exception {
        Turns turns = new Turns(2, 2, MINUTE);
        Turns.Turn endless = turns.take("greedy", NONE).orElseThrow();
        endless.lasts();
        assertThat(turns.take("greedy", NONE)).isEmpty();
        turns.take("modest", NONE).orElseThrow().close();
        endless.close();
        assertThat(turns.take("greedy", NONE)).isPresent();
    }

    @Test
    void theNextSeatGoesToWhoHasTheFewestRunsUnderWay() throws Exception {
        Turns turns = new Turns(2, 2, MINUTE);
        Turns.Turn first = turns.take("many", NONE).orElseThrow();
        assertThat(turns.take("many", NONE)).isPresent();
        LinkedBlockingQueue<String> seated = new LinkedBlockingQueue<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String tenant : List.of("many", "many", "few")) {
                threads.execute(() -> {
                    if (take(turns, tenant)) {
                        seated.add(tenant);
                    }
                });
            }
            while (turns.waiting() < 3) {
                Thread.sleep(1);
            }
            first.close();
            assertThat(seated.poll(1, TimeUnit.MINUTES)).isEqualTo("few");
            threads.shutdownNow();
        }
    }

    @Test
    void patienceIsNotUsedUpWhileAWorkerStarts() throws Exception {
        Turns turns = new Turns(1, 2, Duration.ofDays(1));
        Turns.Turn first = turns.take("a", NONE).orElseThrow();
        first.starts();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Optional<Turns.Turn>> second = threads.submit(() -> turns.take("b", NONE));
            while (turns.waiting() == 0 && !second.isDone()) {
                Thread.sleep(1);
            }
            assertThat(second.isDone()).as("who has no patience waits").isFalse();
            first.close();
            assertThat(second.get()).isPresent();
        }
        assertThat(turns.take("c", NONE)).as("nothing starts any more").isEmpty();
    }

    @Test
    void whoHasNoPatienceLeftIsRefusedOnceTheWorkerHasStarted() throws Exception {
        Turns turns = new Turns(1, 2, Duration.ofDays(1));
        Turns.Turn first = turns.take("a", NONE).orElseThrow();
        first.starts();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Optional<Turns.Turn>> second = threads.submit(() -> turns.take("b", NONE));
            while (turns.waiting() == 0 && !second.isDone()) {
                Thread.sleep(1);
            }
            first.started();
            assertThat(second.get()).isEmpty();
        }
    }

    @Test
    void startsThatNeverEndAreWaitedForSoLongOnly() throws Exception {
        Turns turns = new Turns(1, 2, Duration.ofMillis(50));
        turns.take("a", NONE).orElseThrow().starts();
        assertThat(turns.take("b", NONE)).isEmpty();
    }

    private static boolean take(Turns turns, String tenant) {
        try {
            return turns.take(tenant, MINUTE).isPresent();
        } catch (InterruptedException e) {
            return false;
        }
    }
}
