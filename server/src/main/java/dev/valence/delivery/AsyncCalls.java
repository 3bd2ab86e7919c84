package dev.valence.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.element.Catalog;
import dev.valence.event.Receiver;
import dev.valence.http.ApiException;
import dev.valence.http.BadRequest;
import dev.valence.http.BodyLimit;
import dev.valence.http.Headers;
import dev.valence.http.Json;
import dev.valence.http.TooManyRequests;
import dev.valence.hub.OwnCalls;
import dev.valence.instance.Connection;
import dev.valence.instance.CurrentInstance;
import dev.valence.instance.Instance;
import dev.valence.instance.Instances;
import dev.valence.provider.ProviderReply;
import dev.valence.store.Database;
import dev.valence.tenant.Authorization;
import dev.valence.tenant.Caller;
import dev.valence.tenant.Callers;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/**
 * Makes hub calls whose answer goes to a callback. A call lives in this process alone: when that ends, so does the call, and
 * nobody is told; what has to arrive is an event.
 */
@Singleton
final class AsyncCalls {
    private static final Logger LOG = Logger.getLogger(AsyncCalls.class);
    /** Calls under way, each of which may hold a body and an answer in memory. */
    private static final int MOST = 32;
    /** Of one organization, so that others find room beside its slow vendor. */
    private static final int MOST_OF_ONE = 8;

    private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(2), Duration.ofSeconds(10));

    private final Callers callers;
    private final Instances instances;
    private final Catalog catalog;
    private final OwnCalls calls;
    private final CallbackClient client;
    private final BodyLimit limit;
    private final Jdbi jdbi;
    private final Semaphore room = new Semaphore(MOST);
    private final Map<Long, Integer> ofOrganizations = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("async-call-", 0).factory());

    @Inject
    AsyncCalls(
            Callers callers,
            Instances instances,
            Catalog catalog,
            OwnCalls calls,
            CallbackClient client,
            BodyLimit limit,
            Database database) {
        this.callers = callers;
        this.instances = instances;
        this.catalog = catalog;
        this.calls = calls;
        this.client = client;
        this.limit = limit;
        this.jdbi = database.jdbi();
    }

    private record Subject(Caller caller, Connection connection, URI callback) {}

    /**
     * Begins a call; the answer tells its number.
     *
     * @throws BadRequest when there is no callback
     * @throws TooManyRequests when many are under way
     */
    ObjectNode begin(AsyncCall call) {
        Subject subject = subject(call);
        long id = jdbi.withHandle(handle -> handle.createQuery("select nextval('event_id')")
                .mapTo(Long.class)
                .one());
        long organization = subject.caller().organizationId();
        enter(organization);
        threads.execute(() -> {
            try {
                send(subject, body(id, subject, answer(subject, call, id)), id);
            } finally {
                leave(organization);
            }
        });
        return Json.MAPPER.createObjectNode().put("eventId", id).put("eventStatus", "dispatched");
    }

    private void enter(long organization) {
        if (!room.tryAcquire()) {
            throw full(MOST + " asynchronous calls");
        }
        if (ofOrganizations.merge(organization, 1, Integer::sum) > MOST_OF_ONE) {
            leave(organization);
            throw full(MOST_OF_ONE + " asynchronous calls of your organization");
        }
    }

    private void leave(long organization) {
        ofOrganizations.computeIfPresent(organization, (id, count) -> count > 1 ? count - 1 : null);
        room.release();
    }

    private static TooManyRequests full(String calls) {
        return new TooManyRequests(
                calls + " are under way, which is the most there may be; wait until one has been answered",
                Duration.ofSeconds(5));
    }

    private Subject subject(AsyncCall call) {
        Authorization credentials = Authorization.parse(call.authorization());
        Caller caller = callers.ofHubCall(credentials);
        Instance instance = CurrentInstance.of(instances, caller, credentials);
        Connection connection = Connection.of(catalog.require(instance.elementKey()), instance);
        URI callback = AsyncCall.address(call.callback()
                .or(() -> connection.configuration().get(Receiver.CALLBACK_URL))
                .orElseThrow(
                        () -> new BadRequest("An asynchronous call needs an address for its answer; send the header "
                                + Headers.ASYNC_CALLBACK_URL + ", or set " + Receiver.CALLBACK_URL
                                + " of the instance")));
        if (!callback.isAbsolute()) {
            // The answer is posted there with the rights of a platform call, which needs more than a hub call does.
            callers.require(credentials);
        }
        return new Subject(caller, connection, callback);
    }

    /** What the call answered, or what it failed with. */
    private JsonNode answer(Subject subject, AsyncCall call, long id) {
        try (OwnCalls.Reply reply = calls.through(subject.connection().instanceId(), call.awaited())) {
            ProviderReply whole = reply.whole(Math.toIntExact(limit.bytes()));
            return whole.body().length == 0 ? MissingNode.getInstance() : Json.MAPPER.readTree(whole.body());
        } catch (ApiException e) {
            return Json.MAPPER.createObjectNode().put("message", e.getMessage());
        } catch (JsonProcessingException e) {
            return Json.MAPPER.createObjectNode().put("message", "The answer is no JSON; ask for it without waiting");
        } catch (IOException e) {
            return Json.MAPPER.createObjectNode().put("message", "The answer could not be read");
        } catch (RuntimeException e) {
            // Whoever waits at the callback has to hear of it.
            LOG.errorf(e, "The asynchronous call %d failed", id);
            return Json.MAPPER
                    .createObjectNode()
                    .put(
                            "message",
                            "The call failed for a reason of the platform's own; the server's log has it under " + id);
        }
    }

    private static byte[] body(long id, Subject subject, JsonNode answer) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("eventId", id)
                .put("instanceId", subject.connection().instanceId())
                .put("notificationId", id);
        if (!answer.isMissingNode()) {
            json.set("response", answer);
        }
        return Json.bytes(json);
    }

    private void send(Subject subject, byte[] body, long id) {
        if (!subject.callback().isAbsolute()) {
            toPlatform(subject, body);
            return;
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json; charset=UTF-8");
        headers.put("User-Agent", "Valence");
        headers.put("Elements-Webhook-Id", CallbackPost.messageId(id));
        subject.connection()
                .configuration()
                .get(Callback.SIGNATURE_KEY)
                .ifPresent(key -> headers.put("Elements-Webhook-Signature", Signatures.elements(key, body)));
        CallbackPost post = new CallbackPost(subject.callback(), headers, body);
        for (int attempt = 0; ; attempt++) {
            Answer answer = client.send(post);
            if (answer instanceof Answer.Replied replied && replied.status() / 100 == 2) {
                return;
            }
            if (attempt == PAUSES.size() || !slept(PAUSES.get(attempt))) {
                LOG.warnf("The answer of the asynchronous call %d did not reach its callback: %s", id, answer);
                return;
            }
        }
    }

    private void toPlatform(Subject subject, byte[] body) {
        OwnCalls.Request request = new OwnCalls.Request(
                "POST",
                subject.callback().toString(),
                Map.of("Content-Type", "application/json"),
                BodyPublishers.ofByteArray(body),
                Duration.ofMinutes(1));
        try {
            ProviderReply reply = calls.as(subject.caller().userId(), request, Math.toIntExact(limit.bytes()));
            if (reply.status() != 200) {
                LOG.warnf(
                        "The answer of an asynchronous call was not taken by %s: %d",
                        subject.callback(), reply.status());
            }
        } catch (ApiException e) {
            LOG.warnf("The answer of an asynchronous call was not taken by %s: %s", subject.callback(), e.getMessage());
        }
    }

    private static boolean slept(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
