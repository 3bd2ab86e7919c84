package dev.valence.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AlarmTest {
    private static final Duration MOMENT = Duration.ofMillis(1);

    @Test
    void itIsPutOffAsLongAsThereIsARest() throws Exception {
        CountDownLatch rung = new CountDownLatch(2);
        AtomicInteger asked = new AtomicInteger();
        try (Alarm alarm = alarm()) {
            alarm.set(
                    MOMENT,
                    () -> asked.incrementAndGet() < 4 ? MOMENT : Duration.ZERO,
                    rung::countDown,
                    MOMENT,
                    rung::countDown);
            assertThat(rung.await(1, TimeUnit.MINUTES)).as("it rings twice").isTrue();
        }
        assertThat(asked).hasValue(4);
    }

    @Test
    void whatIsSetNewIsNotPutOffByWhatWasSetBefore() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch set = new CountDownLatch(1);
        CountDownLatch rung = new CountDownLatch(1);
        try (Alarm alarm = alarm()) {
            alarm.set(
                    MOMENT,
                    () -> {
                        asked.countDown();
                        await(set);
                        return Duration.ofDays(1);
                    },
                    () -> {},
                    MOMENT,
                    () -> {});
            assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();
            alarm.set(MOMENT, rung::countDown, Duration.ofDays(1), () -> {});
            set.countDown();
            assertThat(rung.await(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Alarm alarm() {
        return new Alarm(Thread.ofPlatform().daemon().factory());
    }
}
