package dev.valence.reception;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.element.Signature;
import dev.valence.element.WebhookChallenge;
import dev.valence.element.Webhooks;
import dev.valence.event.Accepted;
import dev.valence.event.EventSource;
import dev.valence.event.EventSwitch;
import dev.valence.event.InstanceCode;
import dev.valence.event.Journal;
import dev.valence.event.NewEvent;
import dev.valence.event.Receiver;
import dev.valence.http.NotFound;
import dev.valence.http.Unauthorized;
import dev.valence.instance.Connection;
import dev.valence.instance.Connections;
import dev.valence.mapping.Mappings;
import dev.valence.tenant.Authorization;
import dev.valence.tenant.Caller;
import dev.valence.tenant.Callers;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/** Takes a post in: finds its instance, checks who posted it, normalizes it and commits it. Blocks on the database. */
@Singleton
final class Reception {
    private static final String INSTANCES = "Element-Instances";
    /** The tree of a large body takes many times its size; more than two of them at once are not needed. */
    private static final int LARGE = 256 * 1024;

    private final Connections connections;
    private final Callers callers;
    private final InstanceFinder finder;
    private final Journal journal;
    private final HookedEvents hooked;
    private final Mappings mappings;
    private final Clock clock;
    private final Semaphore large = new Semaphore(2);

    Reception(
            Connections connections,
            Callers callers,
            InstanceFinder finder,
            Journal journal,
            HookedEvents hooked,
            Mappings mappings,
            Clock clock) {
        this.connections = connections;
        this.callers = callers;
        this.finder = finder;
        this.journal = journal;
        this.hooked = hooked;
        this.mappings = mappings;
        this.clock = clock;
    }

    /**
     * Finds who takes a post by its head, so that nobody's body is read who has no business here.
     *
     * @throws Refused when nobody takes it
     */
    Admission admit(Post post) {
        Admission admission = admission(post);
        return body -> {
            boolean isLarge = body.length > LARGE;
            if (isLarge) {
                large.acquireUninterruptibly();
            }
            try {
                return admission.take(body);
            } finally {
                if (isLarge) {
                    large.release();
                }
            }
        };
    }

    private Admission admission(Post post) {
        if (post.instanceId().isPresent()) {
            Connection connection = connection(post, post.instanceId().get());
            requireSigned(post);
            return bytes -> {
                requireSignature(connection, post, bytes);
                PostedBody body = body(post, bytes);
                return challenge(connection, body.json())
                        .map(CompletableFuture::completedFuture)
                        .orElseGet(() -> store(post, List.of(connection), EventSource.WEBHOOK, body));
            };
        }
        Optional<String> named = post.header(INSTANCES);
        if (named.isPresent()) {
            List<Connection> found = ofClient(post, named.get());
            return bytes -> store(post, found, EventSource.POST, body(post, bytes));
        }
        if (!finder.knows(post.element())) {
            throw unknown();
        }
        requireSigned(post);
        return bytes -> ofProvider(post, bytes);
    }

    /** A client of the platform posts on behalf of instances that it may see. */
    private List<Connection> ofClient(Post post, String named) {
        Caller caller = caller(post);
        Set<Long> ids = new LinkedHashSet<>();
        for (String code : named.split(",", -1)) {
            if (!code.isBlank()) {
                ids.add(InstanceCode.read(code.strip()).orElseThrow(Reception::unknown));
            }
        }
        List<Connection> found = ids.stream()
                .map(id -> connections
                        .find(id)
                        .filter(connection -> post.isFor(connection)
                                && sees(caller, connection)
                                && EventSwitch.on(connection.configuration()))
                        .orElseThrow(Reception::unknown))
                .toList();
        if (found.isEmpty()) {
            throw unknown();
        }
        return found;
    }

    private Caller caller(Post post) {
        try {
            return callers.require(Authorization.parse(post.header("Authorization")));
        } catch (Unauthorized e) {
            throw new Refused(Refusal.CREDENTIALS, e);
        }
    }

    private static boolean sees(Caller caller, Connection connection) {
        return connection.accountId() == caller.accountId()
                && (caller.administrator() || connection.ownerId() == caller.userId());
    }

    /** The provider posts to one address for all instances; what the body says tells which. */
    private CompletableFuture<String> ofProvider(Post post, byte[] bytes) {
        PostedBody body = body(post, bytes);
        List<Connection> found = finder.find(post.element(), body.json()).stream()
                .flatMap(id -> connections.find(id).stream())
                .filter(connection -> post.isFor(connection) && EventSwitch.byWebhook(connection.configuration()))
                .toList();
        if (found.isEmpty()) {
            throw unknown();
        }
        List<Connection> signed = new ArrayList<>();
        Optional<Refused> refused = Optional.empty();
        for (Connection connection : found) {
            try {
                requireSignature(connection, post, bytes);
                signed.add(connection);
            } catch (Refused e) {
                refused = Optional.of(e);
            }
        }
        if (signed.isEmpty()) {
            throw refused.orElseThrow(Reception::unknown);
        }
        return store(post, signed, EventSource.WEBHOOK, body);
    }

    /** The instance in the path; what is missing about it is not told. */
    Connection connection(Post post, String code) {
        return InstanceCode.read(code)
                .flatMap(connections::find)
                .filter(connection -> post.isFor(connection) && EventSwitch.byWebhook(connection.configuration()))
                .orElseThrow(Reception::unknown);
    }

    private void requireSigned(Post post) {
        post.element()
                .signature()
                .ifPresent(declared -> new SignatureCheck(declared, clock).requirePresent(post::header));
    }

    private void requireSignature(Connection connection, Post post, byte[] body) {
        Optional<Signature> signature = connection.element().signature();
        signature.ifPresent(declared -> new SignatureCheck(declared, clock)
                .require(connection.configuration().get(declared.key()), body, post::header));
    }

    private static PostedBody body(Post post, byte[] bytes) {
        return PostedBody.read(bytes, post.header("Content-Type").orElse(""));
    }

    private static Optional<String> challenge(Connection connection, JsonNode body) {
        return connection
                .element()
                .webhooks()
                .flatMap(Webhooks::challenge)
                .flatMap(WebhookChallenge::posted)
                .filter(posted -> body.at(posted.place()).asText().equals(posted.value()))
                .map(posted -> body.at(posted.echo()).asText());
    }

    private CompletableFuture<String> store(
            Post post, List<Connection> receivers, EventSource source, PostedBody body) {
        List<CompletableFuture<Accepted>> commits = new ArrayList<>();
        for (Connection connection : receivers) {
            Receiver receiver = Receiver.of(connection);
            for (Normalizer.Notification notification :
                    notifications(post, connection, source, body, receiver.mostObjects(Normalizer.MOST_OBJECTS))) {
                commits.add(journal.accept(
                        new NewEvent(receiver, source, notification.objects(), body.text(), notification.identity())));
            }
        }
        return CompletableFuture.allOf(commits.toArray(CompletableFuture[]::new))
                .thenApply(done -> "");
    }

    private List<Normalizer.Notification> notifications(
            Post post, Connection connection, EventSource source, PostedBody body, int most) {
        if (!connection.element().eventHooks().isEmpty()) {
            return hooked.notifications(connection, post, source, body.json(), most, clock.instant());
        }
        WantedObjects wanted = WantedObjects.of(connection, mappings);
        return new Normalizer(connection.element().webhooks(), wanted.choice(), clock.instant())
                .notifications(body.json(), most).stream()
                        .map(one -> new Normalizer.Notification(wanted.named(one.objects()), one.identity()))
                        .toList();
    }

    static Refused unknown() {
        return new Refused(Refusal.UNKNOWN, new NotFound("No instance of this element takes webhooks at this address"));
    }
}
