package dev.valence.delivery;

import dev.valence.event.Envelope;
import dev.valence.event.EventType;
import dev.valence.event.PlatformEvents;
import dev.valence.event.Receiver;
import dev.valence.hub.ProviderObjects;
import dev.valence.instance.Connection;
import dev.valence.instance.Connections;
import dev.valence.store.Database;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/** What a lane does: read what is due, send it, judge the answer, write down the outcome, give the endpoint back. */
@Singleton
final class Sender {
    private static final Logger LOG = Logger.getLogger(Sender.class);

    /** Of what was deleted there is nothing to read. */
    private static final Set<String> HYDRATED = Set.of("CREATED", "UPDATED");

    private final Jdbi jdbi;
    private final Clock clock;
    private final ProviderObjects objects;
    private final Connections connections;
    private final Deliveries deliveries;
    private final Leases leases;
    private final Outcomes outcomes;
    private final CallbackClient client;
    private final PlatformEvents events;
    private final Callback.Defaults defaults;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("delivery-", 0).factory());
    private volatile boolean closing;

    @Inject
    Sender(
            Database database,
            Clock clock,
            ProviderObjects objects,
            Connections connections,
            Deliveries deliveries,
            Leases leases,
            Outcomes outcomes,
            CallbackClient client,
            PlatformEvents events,
            @ConfigProperty(name = "valence.events.retry-policy") String policy,
            @ConfigProperty(name = "valence.events.deliveries-per-instance") int concurrency) {
        this.jdbi = database.jdbi();
        this.clock = clock;
        this.objects = objects;
        this.connections = connections;
        this.deliveries = deliveries;
        this.leases = leases;
        this.outcomes = outcomes;
        this.client = client;
        this.events = events;
        this.defaults = new Callback.Defaults(RetryPolicy.require(policy), concurrency);
    }

    Instant now() {
        return clock.instant();
    }

    /** Whether the process ends: nothing more is begun. */
    boolean closing() {
        return closing;
    }

    void close() {
        closing = true;
    }

    void start(Runnable task) {
        threads.execute(task);
    }

    Optional<Connection> connection(long instanceId) {
        return connections.find(instanceId);
    }

    Optional<Callback> callback(Connection connection) {
        return Callback.of(connection.configuration(), defaults, now());
    }

    List<DueDelivery> due(long instanceId, Collection<Long> except, int most, boolean ordered) {
        return deliveries.due(instanceId, except, most, ordered);
    }

    /** The body as it is posted, with the objects themselves where the instance wants that. */
    byte[] body(DueDelivery delivery, Connection connection, Callback callback) {
        Envelope envelope =
                new Envelope(delivery.event(), connection.element().hub(), connection.name(), connection.tags());
        return callback.hydrated()
                ? envelope.bytes(object -> HYDRATED.contains(object.eventType())
                        ? objects.find(connection, object.objectType(), object.objectId())
                        : Optional.empty())
                : envelope.bytes();
    }

    Answer send(CallbackPost post) {
        return client.send(post);
    }

    Verdict judge(Answer answer, DueDelivery delivery, Callback callback) {
        return Verdict.of(answer, delivery.failures(), callback.policy(), now(), ThreadLocalRandom.current());
    }

    CompletableFuture<Boolean> record(Outcome outcome) {
        return outcomes.record(outcome);
    }

    /** Nothing is due any more. */
    void release(long instanceId, int failures) {
        leases.release(instanceId, failures);
    }

    /** The instance is switched off for now. */
    void rest(long instanceId, Circuit circuit, Duration pause) {
        jdbi.useTransaction(handle -> leases.rest(handle, instanceId, circuit.failures(), now().plus(pause)));
    }

    /** Gives up what an open circuit kept for longer than a whole schedule lasts. */
    void expire(long instanceId, Duration span) {
        int dead = deliveries.expire(instanceId, span);
        if (dead > 0) {
            LOG.warnf("%d deliveries of instance %d are dead: its endpoint fails for days", dead, instanceId);
        }
    }

    /** The circuit is open; its opening is told once. */
    void pause(Receiver receiver, Circuit circuit, boolean tell) {
        String notice = circuit.failures() + " deliveries in a row failed; the next attempt is after a pause";
        jdbi.useTransaction(handle -> {
            leases.pause(
                    handle,
                    receiver.instanceId(),
                    circuit.failures(),
                    circuit.openedAt().orElse(now()),
                    now().plus(circuit.pause()),
                    notice);
            if (tell) {
                events.tell(handle, receiver, EventType.ENDPOINT_FAILING, notice);
            }
        });
        if (tell) {
            LOG.warnf("The callback of instance %d fails: %s", receiver.instanceId(), notice);
        }
    }

    /** Nothing more is sent until somebody releases it. */
    void deactivate(Receiver receiver, String reason) {
        jdbi.useTransaction(handle -> {
            leases.deactivate(handle, receiver.instanceId(), reason);
            if (receiver.delivers()) {
                events.tell(handle, receiver, EventType.ENDPOINT_FAILING, reason);
            }
        });
        LOG.warnf("Events of instance %d are queued until they are released: %s", receiver.instanceId(), reason);
    }
}
