package dev.valence.event;

import dev.valence.instance.Connection;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The instance that an event is for.
 *
 * @param delivers whether it has a callback, so that the event is to be delivered
 * @param ordered whether the events of one object are to be delivered one after the other
 */
public record Receiver(
        long instanceId, long organizationId, long accountId, String elementKey, boolean delivers, boolean ordered) {
    /** Where an instance's events are posted to. */
    public static final String CALLBACK_URL = "event.notification.callback.url";

    /** The switch that makes an instance receive events at all. */
    public static final String ENABLED = "event.notification.enabled";

    private static final String ORDER = "event.notification.order";
    private static final String BY_OBJECT = "object";

    /**
     * How many objects one notification tells of. Only one where the order of each object counts: several in one delivery
     * would have to wait for all that came before any of them.
     *
     * @param usual where it does not
     */
    public int mostObjects(int usual) {
        return ordered ? 1 : usual;
    }

    /** The receiver of an instance that receives events, read within the handle's transaction. */
    public static Optional<Receiver> find(Handle handle, long instanceId) {
        return handle.createQuery("""
                        select i.id, i.organization_id, i.account_id, i.element_key,
                            exists (select from instance_configuration c
                                where c.instance_id = i.id and c.key = :callback and c.value <> '') delivers,
                            exists (select from instance_configuration c
                                where c.instance_id = i.id and c.key = :order and lower(c.value) = :object) ordered
                        from instance i
                        where i.id = :id and exists (select from instance_configuration c
                            where c.instance_id = i.id and c.key = :enabled and lower(c.value) = 'true')""")
                .bind("id", instanceId)
                .bind("callback", CALLBACK_URL)
                .bind("enabled", ENABLED)
                .bind("order", ORDER)
                .bind("object", BY_OBJECT)
                .map((row, context) -> new Receiver(
                        row.getLong("id"),
                        row.getLong("organization_id"),
                        row.getLong("account_id"),
                        row.getString("element_key"),
                        row.getBoolean("delivers"),
                        row.getBoolean("ordered")))
                .findOne();
    }

    public static Receiver of(Connection connection) {
        return new Receiver(
                connection.instanceId(),
                connection.organizationId(),
                connection.accountId(),
                connection.element().key(),
                connection.configuration().get(CALLBACK_URL).isPresent(),
                connection
                        .configuration()
                        .get(ORDER)
                        .filter(BY_OBJECT::equalsIgnoreCase)
                        .isPresent());
    }
}
