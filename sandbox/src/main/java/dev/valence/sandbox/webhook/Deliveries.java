package dev.valence.sandbox.webhook;

import dev.valence.sandbox.fault.SandboxClock;
import dev.valence.sandbox.fault.Settings;
import dev.valence.sandbox.http.Addressees;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Sends webhook calls in the background and remembers the last ones.
 *
 * <p>A call waits for the one before it to the same webhook, but not longer than {@link #TURN}, so that a fast target
 * gets them in order and a hanging one is not spared. Nothing is sent twice, unless the settings ask for it.
 */
@Singleton
public final class Deliveries {
    private static final int REMEMBERED = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration TURN = Duration.ofMillis(250);
    /** How long a call waits to be overtaken. */
    private static final Duration OVERTAKING = Duration.ofSeconds(1);

    private final SandboxClock clock;
    private final Settings settings;
    private final Addressees addressees;
    // The upgrade to HTTP/2 that it would offer is nothing a real webhook call has.
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, CompletableFuture<Void>> lastOf = new HashMap<>();
    private final Map<String, Due> held = new HashMap<>();
    private final Deque<Attempt> recent = new ArrayDeque<>();
    private long age;

    /** A call and who hears how it ended; {@code age} tells calls of before a reset. */
    private record Due(Outgoing call, Consumer<Attempt> ended, long age) {}

    @Inject
    public Deliveries(SandboxClock clock, Settings settings, Addressees addressees) {
        this.clock = clock;
        this.settings = settings;
        this.addressees = addressees;
    }

    /** Sends a call; {@code ended} hears of every attempt, on another thread. */
    public synchronized void send(Outgoing call, Consumer<Attempt> ended) {
        Due due = new Due(call, ended, age);
        if (!settings.now().reorderWebhooks()) {
            queue(due);
            return;
        }
        Optional<Due> before = Optional.ofNullable(held.remove(call.webhook()));
        if (before.isPresent()) {
            queue(due);
            queue(before.get());
        } else {
            held.put(call.webhook(), due);
            later(OVERTAKING).execute(() -> release(due));
        }
    }

    private synchronized void release(Due due) {
        if (held.remove(due.call().webhook(), due)) {
            queue(due);
        }
    }

    private synchronized void queue(Due due) {
        int times = settings.now().duplicateWebhooks() ? 2 : 1;
        for (int i = 0; i < times; i++) {
            String webhook = due.call().webhook();
            CompletableFuture<Void> before =
                    lastOf.getOrDefault(webhook, CompletableFuture.<Void>completedFuture(null));
            CompletableFuture<Void> turn =
                    before.copy().completeOnTimeout(null, TURN.toMillis(), TimeUnit.MILLISECONDS);
            CompletableFuture<Void> done = turn.thenRunAsync(() -> attempt(due, 0), threads);
            lastOf.put(webhook, done);
            var _ = done.whenComplete((nothing, failure) -> forget(webhook, done));
        }
    }

    private synchronized void forget(String webhook, CompletableFuture<Void> done) {
        lastOf.remove(webhook, done);
    }

    private void attempt(Due due, int former) {
        long begun = System.nanoTime();
        Optional<Integer> status = Optional.empty();
        Optional<String> problem = Optional.empty();
        try {
            status = Optional.of(post(due.call()));
        } catch (IOException | IllegalArgumentException e) {
            problem = Optional.of(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            problem = Optional.of("the sandbox is stopping");
        }
        Attempt attempt =
                new Attempt(clock.instant(), due.call(), status, problem, (System.nanoTime() - begun) / 1_000_000);
        if (remember(attempt, due)) {
            due.ended().accept(attempt);
            if (!attempt.succeeded() && former < settings.now().webhookRetries()) {
                later(Duration.ofSeconds(1L << Math.min(former, 5))).execute(() -> attempt(due, former + 1));
            }
        }
    }

    private synchronized boolean remember(Attempt attempt, Due due) {
        if (due.age() != age) {
            return false;
        }
        recent.addFirst(attempt);
        if (recent.size() > REMEMBERED) {
            recent.removeLast();
        }
        return true;
    }

    private Executor later(Duration delay) {
        return CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, threads);
    }

    private int post(Outgoing call) throws IOException, InterruptedException {
        if (!addressees.mayCall(call.target())) {
            throw new IOException("only this machine is called; SANDBOX_CALL_ANY_ADDRESS=true opens the rest");
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(call.target()))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json; charset=UTF-8")
                .POST(HttpRequest.BodyPublishers.ofString(call.body()));
        call.headers().forEach(request::header);
        HttpResponse<InputStream> response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        // The status is the whole answer; a body that never ends is not waited for.
        response.body().close();
        return response.statusCode();
    }

    /** The last attempts, newest first. */
    public synchronized List<Attempt> recent() {
        return List.copyOf(recent);
    }

    /** Forgets the attempts and what waits to be overtaken; what is on its way goes out and is not counted. */
    public synchronized void clear() {
        age++;
        recent.clear();
        held.clear();
        lastOf.clear();
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
        client.shutdownNow();
    }
}
