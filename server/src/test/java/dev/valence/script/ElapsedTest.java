package dev.valence.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElapsedTest {
    @ParameterizedTest
    @CsvSource({
        "2, 2, 2, nothing else was to be done",
        "2, 1, 1, others had the processor half of the time",
        "2, 4, 2, several threads at once",
        "5, 0, 0, it stood still",
        "11, 0, 1, for so long that it counts",
        "30, 25, 25, a little at a time",
        "30, 5, 20, and too much of it",
    })
    void itIsTheTimeWithAProcessorAndAtLeastAllButTenSeconds(long waited, long worked, long seconds, String why) {
        AtomicLong wall = new AtomicLong(-1_000);
        AtomicLong processor = new AtomicLong(7_000_000_000L);
        Elapsed elapsed = new Elapsed(wall::get, processor::get);
        wall.addAndGet(Duration.ofSeconds(waited).toNanos());
        processor.addAndGet(Duration.ofSeconds(worked).toNanos());
        assertThat(elapsed.time()).as(why).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void whereNobodyKnowsTheProcessorAllTimeCounts() {
        AtomicLong wall = new AtomicLong();
        Elapsed elapsed = new Elapsed(wall::get, () -> -1);
        wall.set(Duration.ofSeconds(2).toNanos());
        assertThat(elapsed.time()).isEqualTo(Duration.ofSeconds(2));
    }
}
