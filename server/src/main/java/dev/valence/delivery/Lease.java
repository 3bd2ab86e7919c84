package dev.valence.delivery;

import java.time.Instant;
import java.util.Optional;

/**
 * A claimed endpoint.
 *
 * @param failures in a row, over all deliveries, when it was claimed
 * @param openedAt since when its circuit is open; empty while it is closed
 */
record Lease(long instanceId, int failures, Optional<Instant> openedAt) {}
