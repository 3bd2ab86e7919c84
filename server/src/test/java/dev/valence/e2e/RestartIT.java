package dev.valence.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that is killed, or ended, and started again on the same data folder. */
class RestartIT {
    private static final int SIGTERM_EXIT = 143;

    private static final Path DATA = Workspace.folder("restart").resolve("data");
    private static Server server = Platform.SERVER;

    /** One data folder for all, since making one takes longer than starting on it. */
    @BeforeAll
    static void start() {
        server = Server.start(DATA, Platform.SANDBOX, Map.of("VALENCE_PROVIDER_TIMEOUT", "3s"));
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @BeforeEach
    void nothingIsThere() {
        Platform.SANDBOX.calm();
        Platform.deleteAllInstances(server.api());
    }

    @Test
    void afterAKillEverythingWorksAsBefore() {
        Api api = server.api();
        JsonNode instance = Spark.connect(api, "Survivor", Spark.ADA, Map.of("own.key", "kept"));
        String path = "/instances/" + instance.path("id");
        api.put(path + "/traceLogging").ok();
        Api spark = Platform.bearerOf(api, instance);
        spark.get("/channels").ok();
        JsonNode before = api.get(path).ok();

        server.kill();
        server = server.again();

        assertThat(api.get(path).ok()).as("with the same secrets").isEqualTo(before);
        assertThat(spark.get("/accounts").ok().path("emails").path(0).textValue())
                .isEqualTo(Spark.ADA);
        assertThat(server.api().authorization())
                .as("log-in gives the same secrets")
                .isEqualTo(api.authorization());
        Platform.SANDBOX.forgetCalls();
        Platform.SANDBOX.expireAccessTokens();
        spark.get("/channels").ok();
        assertThat(Platform.SANDBOX.tokenCalls("refresh_token")).isEqualTo(1);
        assertThat(api.patch(path, Map.of("name", "Changed")).ok().path("name").textValue())
                .isEqualTo("Changed");
        Spark.connect(api, "Newcomer", Spark.BOB);
        assertThat(api.get("/instances").column("name")).containsExactlyInAnyOrder("Changed", "Newcomer");
    }

    @Test
    void afterAKillOfServerAndDatabaseEverythingWorksAsBefore() throws IOException {
        Api api = server.api();
        JsonNode instance = Spark.connect(api, "Survivor", Spark.ADA);
        server.kill();
        server.killDatabase();
        server = server.again();
        Platform.bearerOf(api, instance).get("/channels").ok();
        assertThat(api.get("/instances").column("name")).containsExactly("Survivor");
    }

    /** Killed while instances are being created: whoever was told that one exists finds it, and no half one is left. */
    @Test
    void whatWasAcknowledgedIsThereAndNothingElseIsHalf() throws InterruptedException {
        Api api = server.api();
        Map<String, JsonNode> acknowledged = new ConcurrentHashMap<>();
        CountDownLatch some = new CountDownLatch(6);
        List<String> codes =
                IntStream.range(0, 12).mapToObj(i -> Spark.code(api, Spark.ADA)).toList();
        List<Thread> creators = new ArrayList<>();
        for (int i = 0; i < codes.size(); i++) {
            String name = "Instance " + i;
            String code = codes.get(i);
            creators.add(Thread.startVirtualThread(() -> {
                try {
                    Answer answer = api.post("/instances", Spark.request(name, code, Spark.application()));
                    if (answer.status() == 200) {
                        acknowledged.put(name, answer.json());
                    }
                    some.countDown();
                } catch (UncheckedIOException e) {
                    // Killed before it answered: it may exist or not.
                    return;
                }
            }));
        }
        assertThat(some.await(20, TimeUnit.SECONDS)).isTrue();
        server.kill();
        for (Thread creator : creators) {
            creator.join(Duration.ofSeconds(25));
        }
        server = server.again();
        acknowledged.forEach((name, instance) -> {
            assertThat(api.get("/instances/" + instance.path("id"))
                            .ok()
                            .path("name")
                            .textValue())
                    .isEqualTo(name);
            Platform.bearerOf(api, instance).get("/ping").ok();
        });
        api.get("/instances").ok().forEach(instance -> {
            assertThat(instance.path("name").textValue()).startsWith("Instance ");
            Platform.bearerOf(api, instance).get("/ping").ok();
        });
    }

    @Test
    void sigtermEndsServerAndDatabaseCleanly() throws IOException {
        Api api = server.api();
        JsonNode instance = Spark.connect(api, "Kept", Spark.ADA);
        Path postmaster = DATA.resolve("postgres/postmaster.pid");
        long database = Long.parseLong(Files.readAllLines(postmaster).getFirst().strip());
        assertThat(ProcessHandle.of(database)).isPresent();

        assertThat(server.stop()).isIn(0, SIGTERM_EXIT);

        assertThat(postmaster).as("the database ended with it").doesNotExist();
        ProcessHandle.of(database)
                .ifPresent(process -> assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(5)));
        assertThat(server.tail()).doesNotContain("Exception", "ERROR");
        server = server.again();
        Platform.bearerOf(api, instance).get("/channels").ok();
    }

    @Test
    void aCallInFlightAtSigtermEndsTooAndDoesNotHoldUpTheEnd() throws InterruptedException {
        Api api = server.api();
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        try (Vendor vendor = Vendor.start(request -> {
            arrived.countDown();
            awaitQuietly(ended);
            return Vendor.json("{}");
        })) {
            Api spark = Platform.bearerOf(api, vendor.connect(api, Map.of()));
            Thread.startVirtualThread(() -> {
                try {
                    spark.get("/channels/1");
                } catch (UncheckedIOException e) {
                    // Broken off, which is an end too.
                    ended.countDown();
                    return;
                }
                ended.countDown();
            });
            assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
            Instant start = Instant.now();
            assertThat(server.stop()).isIn(0, SIGTERM_EXIT);
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(15));
            assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
        } finally {
            server = server.again();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
