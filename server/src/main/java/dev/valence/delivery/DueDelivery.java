package dev.valence.delivery;

import dev.valence.event.StoredEvent;

/**
 * A delivery that is to be attempted now.
 *
 * @param failures attempts that failed since it was last released
 */
record DueDelivery(StoredEvent event, int failures) {
    long id() {
        return event.id();
    }
}
