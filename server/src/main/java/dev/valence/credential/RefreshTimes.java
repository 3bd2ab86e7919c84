package dev.valence.credential;

import java.time.Duration;

/**
 * How long the parts of a refresh may take.
 *
 * @param lease longer than the slowest token call, so that a lease never ends under a living owner
 * @param patience how long a caller waits for somebody else's refresh before it is told to come back
 * @param sweepAgain when the background sweep tries again after a call that changed nothing
 */
record RefreshTimes(Duration lease, Duration patience, Duration sweepAgain) {
    static final RefreshTimes USUAL =
            new RefreshTimes(Duration.ofSeconds(30), Duration.ofSeconds(15), Duration.ofMinutes(5));
}
