package dev.valence.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.event.Receiver;
import dev.valence.http.Json;
import dev.valence.instance.Connection;
import dev.valence.instance.Connections;
import dev.valence.store.Database;
import dev.valence.tenant.Caller;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * The wire contract's subscriptions: one for each instance that events are delivered of, with the instance's id. What they
 * say is the instance's configuration and the state of its endpoint.
 */
@Singleton
final class Subscriptions {
    private final Jdbi jdbi;
    private final Connections connections;

    @Inject
    Subscriptions(Database database, Connections connections) {
        this.jdbi = database.jdbi();
        this.connections = connections;
    }

    /**
     * A subscription.
     *
     * @param url the callback
     * @param active whether deliveries are sent and not only queued
     */
    record Subscription(long id, String elementKey, String url, boolean active) {
        ObjectNode json() {
            ObjectNode json = Json.MAPPER.createObjectNode().put("id", id).put("channel", "webhook");
            json.putArray("topics").add(topic());
            json.putObject("config").put("url", url);
            return json.put("active", active);
        }

        /** The instance's, under which notifications of it come. */
        String topic() {
            return "instance-" + id + "-" + elementKey + "-events";
        }
    }

    /** The subscriptions that a caller sees, by id. */
    List<Subscription> of(Caller caller) {
        record Row(long id, boolean active) {}
        List<Row> rows = jdbi.withHandle(handle -> handle.createQuery("""
                        select i.id, coalesce(n.active, true) active
                        from instance i left join endpoint n on n.instance_id = i.id
                        where i.account_id = :account and (:administrator or i.user_id = :user)
                            and exists (select from instance_configuration c
                                where c.instance_id = i.id and c.key = :callback and c.value <> '')
                        order by i.id""")
                .bind("callback", Receiver.CALLBACK_URL)
                .bind("account", caller.accountId())
                .bind("administrator", caller.administrator())
                .bind("user", caller.userId())
                .map((row, context) -> new Row(row.getLong("id"), row.getBoolean("active")))
                .list());
        return rows.stream()
                .flatMap(row -> connections.find(row.id).flatMap(found -> subscription(found, row.active)).stream())
                .toList();
    }

    private static Optional<Subscription> subscription(Connection connection, boolean active) {
        return connection
                .configuration()
                .get(Receiver.CALLBACK_URL)
                .map(url -> new Subscription(
                        connection.instanceId(), connection.element().key(), url, active));
    }
}
