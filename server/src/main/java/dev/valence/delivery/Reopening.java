package dev.valence.delivery;

import dev.valence.instance.Instances;
import dev.valence.store.ChangeNotices;
import dev.valence.store.Database;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/**
 * Sees that deliveries go on as soon as their instance is switched on again. An endpoint of an instance that is off rests
 * for a while each time; without this the rest would be slept out.
 */
@Singleton
final class Reopening {
    private static final Logger LOG = Logger.getLogger(Reopening.class);

    private final Jdbi jdbi;
    private final Clock clock;
    private final ChangeNotices notices;
    private final Sender sender;
    private final Dispatcher dispatcher;

    @Inject
    Reopening(Database database, Clock clock, ChangeNotices notices, Sender sender, Dispatcher dispatcher) {
        this.jdbi = database.jdbi();
        this.clock = clock;
        this.notices = notices;
        this.sender = sender;
        this.dispatcher = dispatcher;
    }

    void start(@Observes StartupEvent event) {
        // On a thread of its own: the one that listens must not wait for the database. A gap only costs the rest.
        notices.subscribe(Instances.TOPIC, id -> sender.start(() -> look(Long.parseLong(id))), () -> {});
    }

    private void look(long instanceId) {
        try {
            if (endRest(jdbi, instanceId, OffsetDateTime.now(clock))) {
                dispatcher.wake(Set.of(instanceId));
            }
        } catch (RuntimeException e) {
            LOG.debugf(e, "Deliveries of instance %d go on after their endpoint's rest", instanceId);
        }
    }

    /** Ends a rest of an instance that is on: what is due is due. Pauses of an open circuit go on. */
    static boolean endRest(Jdbi jdbi, long instanceId, OffsetDateTime now) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        update endpoint n set claim_at = :now
                        where n.instance_id = :id and n.owner is null and n.opened_at is null and n.claim_at > :now
                            and exists (select from instance i where i.id = n.instance_id and not i.disabled)
                            and exists (select from delivery d where d.instance_id = n.instance_id
                                and d.state = 'waiting' and d.due_at <= :now)""")
                        .bind("now", now)
                        .bind("id", instanceId)
                        .execute())
                > 0;
    }
}
