package dev.valence.script;

import java.time.Duration;

/**
 * What is left of the time that the runs of one list may take together, over all its scripts. Neither waiting for a turn nor the
 * start of a worker is taken off. For one thread.
 */
public final class TimeLeft {
    private Duration time;

    public TimeLeft(Duration time) {
        this.time = time;
    }

    Duration time() {
        return time;
    }

    /** Whether nothing more is run. */
    public boolean isOver() {
        return !time.isPositive();
    }

    void take(Duration took) {
        time = time.minus(took);
    }
}
