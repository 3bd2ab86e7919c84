package dev.valence.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.TestDatabase;
import dev.valence.vault.TestVault;
import java.nio.file.Path;
import java.sql.DatabaseMetaData;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three server processes on one database, and a provider whose refresh tokens work once. */
class RefreshIT {
    private static final int CALLERS = 50;
    private static final Path FOLDER = Workspace.folder("refresh");
    private static final List<Server> SERVERS = new ArrayList<>();

    private static final Sandbox SANDBOX = Sandbox.start(FOLDER);
    private static List<Api> apis = List.of();

    @BeforeAll
    static void start() {
        Jdbi database = TestDatabase.create();
        Map<String, String> shared = Map.of(
                "VALENCE_DATABASE_URL",
                database.withHandle(handle -> handle.queryMetadata(DatabaseMetaData::getURL)),
                "VALENCE_DATABASE_USER",
                database.withHandle(handle -> handle.queryMetadata(DatabaseMetaData::getUserName)),
                "VALENCE_DATABASE_PASSWORD",
                "unused",
                "VALENCE_DATABASE_POOL_SIZE",
                "8",
                "VALENCE_MASTER_KEY",
                TestVault.KEY,
                // The callers are to be first.
                "VALENCE_REFRESH_SWEEP_INTERVAL",
                "24h");
        for (int i = 0; i < 3; i++) {
            SERVERS.add(Server.start(FOLDER.resolve("data" + i), SANDBOX, shared));
        }
        apis = SERVERS.stream().map(Server::api).toList();
    }

    @AfterAll
    static void stop() {
        SERVERS.forEach(Server::stop);
        SANDBOX.stop();
    }

    @BeforeEach
    void rotate() {
        SANDBOX.calm();
        SANDBOX.settings(Map.of("refreshTokenRotation", true));
    }

    @Test
    void aTokenThatIsDueByTimeIsRefreshedOnceForAll() throws Exception {
        JsonNode tokens = SANDBOX.issueTokens(Spark.ADA);
        Map<String, Object> configuration = Spark.application();
        configuration.put("oauth.user.token", tokens.path("access_token").textValue());
        configuration.put(
                "oauth.user.refresh_token", tokens.path("refresh_token").textValue());
        configuration.put("oauth.user.refresh_interval", "3600");
        configuration.put(
                "oauth.user.refresh_time",
                Long.toString(Instant.now().minus(Duration.ofHours(2)).toEpochMilli()));
        JsonNode instance = apis.getFirst()
                .post(
                        "/instances",
                        Map.of(
                                "name",
                                "Due",
                                "element",
                                Map.of("key", "ciscospark"),
                                "externalAuthentication",
                                "initial",
                                "configuration",
                                configuration))
                .ok();
        SANDBOX.expireAccessTokens();
        SANDBOX.forgetCalls();

        assertAllSucceedWithOneTokenCall(instance);
    }

    @Test
    void aTokenThatTheVendorRefusesIsRefreshedOnceForAllEveryTime() throws Exception {
        JsonNode instance = Spark.connect(apis.getFirst(), "Refused", Spark.ADA);
        for (int round = 0; round < 3; round++) {
            // Every process remembers the token as good.
            apis.forEach(api -> as(api, instance).get("/channels").ok());
            SANDBOX.expireAccessTokens();
            SANDBOX.forgetCalls();

            assertAllSucceedWithOneTokenCall(instance);
        }
    }

    @Test
    void aWithdrawnConsentIsAskedForOnceAndToldToAll() throws Exception {
        JsonNode instance = Spark.connect(apis.getFirst(), "Withdrawn", Spark.ADA);
        apis.forEach(api -> as(api, instance).get("/channels").ok());
        SANDBOX.revokeAll();
        SANDBOX.forgetCalls();

        assertThat(callTogether(instance))
                .allSatisfy(answer -> assertThat(answer.fault(401)).contains("needs re-authentication"));
        assertThat(SANDBOX.tokenCalls("refresh_token")).isEqualTo(1);
        apis.forEach(api -> assertThat(
                        api.get("/instances/" + instance.path("id")).ok().path("valid"))
                .hasToString("false"));
    }

    private static void assertAllSucceedWithOneTokenCall(JsonNode instance) throws Exception {
        // Slow enough that all callers are there before the answer.
        SANDBOX.fault("/access_token", "latency", Map.of("milliseconds", 500));

        assertThat(callTogether(instance))
                .hasSize(CALLERS)
                .allSatisfy(
                        answer -> assertThat(answer.status()).as(answer.text()).isEqualTo(200));
        assertThat(SANDBOX.tokenCalls("refresh_token")).isEqualTo(1);
    }

    private static List<Answer> callTogether(JsonNode instance) throws Exception {
        List<Api> callers = apis.stream().map(api -> as(api, instance)).toList();
        CountDownLatch start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> running = IntStream.range(0, CALLERS)
                    .mapToObj(i -> threads.submit(() -> {
                        start.await();
                        return callers.get(i % callers.size()).get("/channels?pageSize=5");
                    }))
                    .toList();
            start.countDown();
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> call : running) {
                answers.add(call.get());
            }
            return answers;
        }
    }

    private static Api as(Api api, JsonNode instance) {
        return api.element(instance.path("token").textValue());
    }
}
