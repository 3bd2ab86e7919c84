package dev.valence.event;

import dev.valence.credential.ConsentWatch;
import jakarta.inject.Singleton;
import org.jdbi.v3.core.Handle;

/** Tells the application that an instance's user has to consent again, if it receives events of the instance. */
@Singleton
public final class Reauthentication implements ConsentWatch {
    private final PlatformEvents events;

    public Reauthentication(PlatformEvents events) {
        this.events = events;
    }

    @Override
    public void ended(Handle handle, long instanceId, String words) {
        Receiver.find(handle, instanceId)
                .ifPresent(receiver -> events.tell(
                        handle,
                        receiver,
                        EventType.NEEDS_REAUTHENTICATION,
                        "The provider refuses the tokens of the instance; its user has to consent again: " + words));
    }
}
