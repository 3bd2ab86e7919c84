package dev.valence.reception;

import dev.valence.element.Catalog;
import dev.valence.element.Element;
import dev.valence.element.WebhookChallenge;
import dev.valence.element.Webhooks;
import dev.valence.http.BadRequest;
import dev.valence.http.BodyLimit;
import dev.valence.http.ClientAddress;
import dev.valence.http.EarlyRoute;
import dev.valence.http.Replies;
import dev.valence.http.Unavailable;
import dev.valence.hub.HubRoute;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.JdbiException;

/**
 * {@code /events/{elementKey}} and {@code /events/{elementKey}/{id}}: where providers post. Whom a post is for is looked up
 * first; then its body is read on the event loop and taken in on a virtual thread. The answer is 200 only when what was
 * posted is committed.
 */
@Singleton
public class EventRoute implements EarlyRoute {
    private static final Logger LOG = Logger.getLogger(EventRoute.class);
    private static final String PREFIX = "/elements/api-v2/events/";
    private static final int LONGEST_CHALLENGE = 4_096;
    /** A body of the largest size over a slow line; who drips longer only wants to stay. */
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    /** WebSub and many social networks; Dropbox and others; Microsoft Graph. */
    private static final List<String> CHALLENGES = List.of("hub.challenge", "challenge", "validationToken");

    private static final ExecutorService THREADS = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("reception-", 0).factory());

    private final Catalog catalog;
    private final Reception reception;
    private final Refusals refusals;
    private final BodyLimit limit;
    private final ClientAddress addresses;
    private final HeldBytes held;

    EventRoute(Catalog catalog, Reception reception, Refusals refusals, BodyLimit limit, ClientAddress addresses) {
        this.catalog = catalog;
        this.reception = reception;
        this.refusals = refusals;
        this.limit = limit;
        this.addresses = addresses;
        long most = Runtime.getRuntime().maxMemory() / 4;
        // Two bodies of the largest size fit in any case.
        this.held = new HeldBytes(most, Math.max(most / 4, 2 * limit.bytes()));
    }

    /** Before the hub, which also looks at paths that some element has as a resource. */
    @Override
    public int rank() {
        return -1;
    }

    @Override
    public boolean wants(HttpServerRequest request) {
        String path = request.path();
        if (path == null || !path.startsWith(PREFIX)) {
            return false;
        }
        String method = request.method().name();
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        // With an element's token it is a call of the hub.
        return (method.equals("POST") || method.equals("GET"))
                && !path.substring(PREFIX.length()).startsWith(RefusalEndpoint.NAME)
                && (authorization == null || !HubRoute.hasElementPart(authorization));
    }

    @Override
    public void handle(HttpServerRequest request, Runnable passOn) {
        request.pause();
        List<String> segments = segments(request);
        Optional<Element> element =
                segments.isEmpty() || segments.size() > 2 ? Optional.empty() : catalog.find(segments.getFirst());
        String key = element.map(Element::key).orElse("");
        if (element.isEmpty()) {
            refuse(request, key, Reception.unknown());
            return;
        }
        Map<String, String> headers = new HashMap<>();
        request.headers().forEach((name, value) -> headers.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
        Post post = new Post(element.get(), segments.stream().skip(1).findFirst(), headers);
        if (request.method().name().equals("GET")) {
            request.resume();
            Context context = context();
            answer(
                    request,
                    key,
                    CompletableFuture.supplyAsync(() -> handshake(request, post), THREADS),
                    task -> context.runOnContext(back -> task.run()));
            return;
        }
        if (limit.exceededBy(request)) {
            refuse(request, key, new Refused(Refusal.TOO_LARGE, limit.fault()));
            return;
        }
        take(request, post);
    }

    private void take(HttpServerRequest request, Post post) {
        Context context = context();
        Executor loop = task -> context.runOnContext(back -> task.run());
        HeldBytes.Part part = held.open(addresses.of(request));
        IncomingBody body = new IncomingBody(request, limit, part);
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> reception.admit(post), THREADS)
                .thenComposeAsync(
                        admission -> body.read(context, DEADLINE).thenComposeAsync(admission::take, THREADS), loop);
        answer(request, post.element().key(), answer.whenComplete((text, failure) -> part.close()), loop);
    }

    /** The vendor tries the address out: what it sent is sent back, as plain text. */
    private String handshake(HttpServerRequest request, Post post) {
        post.instanceId().ifPresent(code -> reception.connection(post, code));
        Stream<String> own =
                post.element().webhooks().flatMap(Webhooks::challenge).flatMap(WebhookChallenge::parameter).stream();
        return Stream.concat(own, CHALLENGES.stream())
                .flatMap(name -> Optional.ofNullable(request.getParam(name)).stream())
                .filter(text -> text.length() <= LONGEST_CHALLENGE)
                .findFirst()
                .orElseThrow(() -> new BadRequest(
                        "Events are posted here; a GET has to carry one of the query parameters " + CHALLENGES));
    }

    private void answer(HttpServerRequest request, String key, CompletableFuture<String> answer, Executor loop) {
        var _ = answer.whenCompleteAsync(
                (text, failure) -> {
                    if (failure == null) {
                        accept(request, text);
                    } else {
                        fail(request, key, failure);
                    }
                },
                loop);
    }

    private static Context context() {
        return Objects.requireNonNull(Vertx.currentContext(), "Only to be used on an event loop");
    }

    private static void accept(HttpServerRequest request, String text) {
        HttpServerResponse response = request.response();
        if (response.closed()) {
            return;
        }
        if (!text.isEmpty()) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, "text/plain;charset=UTF-8");
        }
        response.end(text);
    }

    private void fail(HttpServerRequest request, String key, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        switch (cause) {
            case Refused refused -> refuse(request, key, refused);
            case Unavailable unavailable -> refuse(request, key, new Refused(Refusal.UNAVAILABLE, unavailable));
            case JdbiException database -> {
                LOG.debug("A post could not be stored", database);
                refuse(request, key, IncomingBody.busy());
            }
            default -> Replies.fail(request, cause);
        }
    }

    private void refuse(HttpServerRequest request, String key, Refused refused) {
        refusals.count(key, refused.refusal());
        Replies.fail(request, refused.answer());
    }

    private static List<String> segments(HttpServerRequest request) {
        String path = Objects.requireNonNull(request.path()).substring(PREFIX.length());
        return Stream.of(path.split("/", -1))
                .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
                .filter(segment -> !segment.isEmpty())
                .toList();
    }
}
