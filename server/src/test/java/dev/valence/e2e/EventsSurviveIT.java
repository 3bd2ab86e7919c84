package dev.valence.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two servers over one PostgreSQL, one of them killed again and again, database connections cut, and a receiver that fails
 * and hangs. With {@code VALENCE_TEST_LONG=true} ten thousand events, else some hundred.
 */
class EventsSurviveIT {
    private static final boolean LONG = Boolean.parseBoolean(System.getenv("VALENCE_TEST_LONG"));
    private static final int EVENTS = LONG ? 10_000 : 600;
    private static final int KILLS = LONG ? 12 : 3;
    private static final int PAIRS_OF_SENDERS = 4;
    private static final String SECRET = "sandbox-secret";

    private final Callback callback = Callback.start();
    private final Random random = new Random(20_260_115);
    private final Set<String> taken = ConcurrentHashMap.newKeySet();
    private EmbeddedPostgres postgres;
    private Server steady;
    private volatile Server killed;

    @BeforeEach
    void start() throws IOException {
        Platform.SANDBOX.calm();
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
        Path folder = Workspace.folder("survive");
        Map<String, String> shared = new LinkedHashMap<>(Map.of(
                "VALENCE_DATABASE_URL",
                "postgresql://postgres:postgres@localhost:" + postgres.getPort() + "/postgres",
                "VALENCE_MASTER_KEY",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "VALENCE_PUBLIC_URL",
                "http://localhost:9",
                "VALENCE_EVENTS_CALLBACK_TIMEOUT",
                "1s"));
        steady = Server.start(folder.resolve("steady"), Platform.SANDBOX, shared);
        killed = Server.start(folder.resolve("killed"), Platform.SANDBOX, shared);
    }

    @AfterEach
    void stop() throws IOException {
        killed.stop();
        steady.stop();
        postgres.close();
        callback.close();
    }

    @Test
    void everyAcceptedEventArrivesAndNoneIsTakenForDeliveredThatIsNot() throws Exception {
        callback.answers(this::unreliable);
        Map<String, Object> configuration = new LinkedHashMap<>(Map.of(
                "event.notification.enabled", "true",
                "event.objects", "messages",
                "event.notification.callback.url", callback.url(),
                "event.notification.concurrency", "20",
                "event.vendor.signature.key", SECRET));
        List<JsonNode> instances = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            instances.add(Spark.connect(steady.api(), "Survivor " + i, Spark.ADA, configuration));
        }
        Api api = steady.api();
        AtomicInteger next = new AtomicInteger();
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < PAIRS_OF_SENDERS * 2; i++) {
            boolean toTheKilled = i % 2 == 0;
            senders.add(Thread.startVirtualThread(() -> send(instances, next, toTheKilled)));
        }
        Jdbi database = Jdbi.create(postgres.getPostgresDatabase());
        for (int i = 0; i < KILLS; i++) {
            Callback.pause(LONG ? 3_000 : 1_500);
            killed.kill();
            killed = killed.again();
            cutConnections(database);
        }
        for (Thread sender : senders) {
            sender.join(Duration.ofMinutes(LONG ? 10 : 2));
            assertThat(sender.isAlive()).as("a sender that is not done").isFalse();
        }
        arriveAll(api, instances);

        Map<String, Set<String>> ids = new ConcurrentHashMap<>();
        callback.posts().stream()
                .filter(post -> post.message()
                        .path("events")
                        .path(0)
                        .path("objectType")
                        .asText()
                        .equals("messages"))
                .forEach(post -> ids.computeIfAbsent(objectId(post), id -> ConcurrentHashMap.newKeySet())
                        .add(post.header("webhook-id").orElseThrow()));
        assertThat(ids).as("events that arrived").hasSize(EVENTS);
        assertThat(ids.values()).as("duplicates have the same id").allMatch(same -> same.size() == 1);
        List<String> delivered = database.withHandle(
                handle -> handle.createQuery("select 'evt_' || event_id from delivery where state = 'delivered'")
                        .mapTo(String.class)
                        .list());
        assertThat(delivered).hasSizeGreaterThanOrEqualTo(EVENTS);
        assertThat(taken).as("what counts as delivered was answered with 2xx").containsAll(delivered);
    }

    /** 30 of 100 posts fail and 5 hang for longer than the server waits. */
    private int unreliable(Callback.Post post) {
        int dice;
        synchronized (random) {
            dice = random.nextInt(100);
        }
        if (dice < 30) {
            return 500;
        }
        if (dice < 35) {
            return -1_500;
        }
        taken.add(post.header("webhook-id").orElseThrow());
        return 200;
    }

    /** As a provider that comes again until it hears 200. */
    private void send(List<JsonNode> instances, AtomicInteger next, boolean toTheKilled) {
        for (int number = next.getAndIncrement(); number < EVENTS; number = next.getAndIncrement()) {
            String id = instances.get(number % instances.size()).path("id").asText();
            String body = "{\"resource\":\"messages\",\"event\":\"created\",\"data\":{\"id\":\"m" + number
                    + "\",\"created\":\"2026-01-15T09:30:00.123Z\"}}";
            while (!accepted(toTheKilled ? killed : steady, id, body)) {
                Callback.pause(50);
            }
        }
    }

    private static boolean accepted(Server server, String instance, String body) {
        try {
            return server.anonymous()
                            .send(
                                    "POST",
                                    "/events/ciscospark/"
                                            + Base64.getEncoder()
                                                    .encodeToString(instance.getBytes(StandardCharsets.US_ASCII)),
                                    BodyPublishers.ofString(body),
                                    "Content-Type",
                                    "application/json",
                                    "X-Spark-Signature",
                                    sign(body))
                            .status()
                    == 200;
        } catch (UncheckedIOException | AssertionError killedJustNow) {
            return false;
        }
    }

    /** Lets what waits for its retry try at once, until nothing waits any more. */
    private void arriveAll(Api api, List<JsonNode> instances) {
        long deadline = System.nanoTime() + Duration.ofMinutes(LONG ? 15 : 3).toNanos();
        for (JsonNode instance : instances) {
            String path = "/instances/" + instance.path("id") + "/events";
            while (waits(api.get(path + "/endpoint"))) {
                assertThat(System.nanoTime()).as("all have arrived in time").isLessThan(deadline);
                api.post(path + "/replay", Map.of("state", "waiting"));
                Callback.pause(1_000);
            }
        }
    }

    /** A call that met a connection that was cut is asked again. */
    private static boolean waits(Answer endpoint) {
        return endpoint.status() != 200 || endpoint.json().path("waiting").asInt() > 0;
    }

    private static void cutConnections(Jdbi database) {
        database.useHandle(handle -> handle.createQuery("select count(pg_terminate_backend(pid)) from pg_stat_activity"
                        + " where pid <> pg_backend_pid() and application_name = 'valence'")
                .mapTo(Integer.class)
                .one());
    }

    private static String objectId(Callback.Post post) {
        return post.message().path("events").path(0).path("objectId").asText();
    }

    private static String sign(String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
