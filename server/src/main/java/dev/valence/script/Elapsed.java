package dev.valence.script;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long something runs here, without what it cannot be blamed for: on a machine with too much to do a process stands still for
 * long whiles, so no more counts than the time in which it had a processor. Of this at most ten seconds are forgiven, so that all
 * has an end.
 */
final class Elapsed {
    static final Duration FORGIVEN = Duration.ofSeconds(10);

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final LongSupplier wall;
    private final LongSupplier processor;
    private final long wallStart;
    private final long processorStart;

    /**
     * Begins now.
     *
     * @param wall nanoseconds of a clock
     * @param processor nanoseconds that all threads of the process had together; less than zero when nobody knows
     */
    Elapsed(LongSupplier wall, LongSupplier processor) {
        this.wall = wall;
        this.processor = processor;
        this.wallStart = wall.getAsLong();
        this.processorStart = processor.getAsLong();
    }

    /** Begins now, in this process. */
    static Elapsed start() {
        return new Elapsed(System::nanoTime, SYSTEM::getProcessCpuTime);
    }

    Duration time() {
        long waited = wall.getAsLong() - wallStart;
        long now = processor.getAsLong();
        if (processorStart < 0 || now < 0) {
            return Duration.ofNanos(waited);
        }
        return Duration.ofNanos(Math.max(Math.min(waited, now - processorStart), waited - FORGIVEN.toNanos()));
    }
}
