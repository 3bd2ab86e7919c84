package dev.valence.delivery;

import dev.valence.event.Receiver;
import dev.valence.instance.Configuration;
import dev.valence.instance.Connection;
import dev.valence.instance.InstanceLife;
import dev.valence.store.Database;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Another callback URL is a new subscription: what became of the former address does not count against it. */
@Singleton
class EndpointLife implements InstanceLife {
    private final Jdbi jdbi;
    private final Clock clock;

    EndpointLife(Database database, Clock clock) {
        this.jdbi = database.jdbi();
        this.clock = clock;
    }

    @Override
    public Map<String, Optional<String>> additions(Optional<Configuration> before, Configuration after) {
        return Map.of();
    }

    @Override
    public void stored(Optional<Configuration> before, Connection now, boolean consented) {
        // Nobody outside is asked.
    }

    @Override
    public void settled(Optional<Configuration> before, Connection now, boolean consented) {
        Optional<String> callback = now.configuration().get(Receiver.CALLBACK_URL);
        boolean another = before.isPresent()
                && callback.isPresent()
                && !callback.equals(before.get().get(Receiver.CALLBACK_URL));
        if (another) {
            begin(now.instanceId());
        }
    }

    @Override
    public void ending(Connection last) {
        // Its row goes with the instance.
    }

    /** Active, with its circuit closed, and what waits is tried at once; what was queued stays until it is released. */
    private void begin(long instanceId) {
        jdbi.useTransaction(handle -> {
            handle.createUpdate("""
                            update endpoint set active = true, failures = 0, opened_at = null, notice = null,
                                claim_at = case when owner is null then :now else claim_at end
                            where instance_id = :id""")
                    .bind("now", OffsetDateTime.now(clock))
                    .bind("id", instanceId)
                    .execute();
            handle.createUpdate("""
                            update delivery set due_at = :now
                            where instance_id = :id and state = 'waiting' and due_at > :now""")
                    .bind("now", OffsetDateTime.now(clock))
                    .bind("id", instanceId)
                    .execute();
        });
    }
}
