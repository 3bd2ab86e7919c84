package dev.valence.event;

import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The sign at an endpoint that a delivery is due. */
public final class Endpoints {
    private Endpoints() {}

    /**
     * Lets the endpoints of these instances be claimed at {@code now}, unless they are held or their circuit is open; makes
     * the ones that are missing. Every row is locked until the handle's transaction ends, also one where nothing changes.
     *
     * @param instances of those that are gone nothing is made
     */
    public static void signal(Handle handle, Collection<Long> instances, OffsetDateTime now) {
        List<Long> ids = instances.stream().distinct().sorted().toList();
        handle.createUpdate("""
                        insert into endpoint (instance_id, claim_at)
                        select i.id, :now from instance i where i.id = any(:ids) order by i.id
                        on conflict (instance_id) do update set claim_at = excluded.claim_at
                            where endpoint.owner is null and endpoint.opened_at is null
                                and (endpoint.claim_at is null or endpoint.claim_at > excluded.claim_at)""")
                .bind("now", now)
                .bindArray("ids", Long.class, ids)
                .execute();
    }
}
