package dev.valence.event;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** Hears of events while they are stored: what it writes is committed together with them, or not at all. */
public interface EventListener {
    /**
     * Events are being stored in the transaction of the handle; none of them came before. Runs for every batch of events, so it
     * has to be quick, and what it throws keeps the events from being accepted.
     */
    void stored(Handle handle, List<StoredEvent> events);
}
