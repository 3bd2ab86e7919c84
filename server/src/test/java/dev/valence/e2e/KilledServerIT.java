package dev.valence.e2e;

import static dev.valence.e2e.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two servers over one PostgreSQL, and a provider that notes what reaches it, with the key that its element names a header for. One
 * of the servers is killed while executions stand at every boundary of a five-step formula: a call that is lost on its way, a call
 * whose reply is lost, and between a committed result and the record that the next step begins. With {@code -Dkill.rounds=200} that
 * many executions go through it; 22 do otherwise.
 */
class KilledServerIT {
    private static final int ROUNDS = Integer.getInteger("kill.rounds", 22);
    private static final List<String> STEPS = List.of("one", "two", "three", "four", "five");
    private static final int LOCK = 4711;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String ELEMENT = """
            id: 77003
            name: Ledger
            key: ledger
            hub: general
            authentication: {type: custom}
            idempotencyHeader: X-Request-Key
            configuration:
              - {key: base.url, name: Base URL, type: TEXTFIELD_1000, defaultValue: "http://localhost:9"}
            resources:
              - {method: POST, path: /entries, vendorMethod: POST, vendorPath: /entries,
                 parameters: [{name: body, vendorName: body, type: body, vendorType: body, source: request, required: true}]}
            """;

    /** Whoever puts on record that a step of this name begins waits for the lock of the test. */
    private static final List<String> STAND_STILL = List.of(
            "create table stand_still (step text)",
            """
            create function stand_still() returns trigger language plpgsql as $$
            begin
                if new.status = 'pending' and exists (select from stand_still where step = new.step_name) then
                    perform pg_advisory_xact_lock(%d);
                end if;
                return new;
            end $$""".formatted(LOCK),
            "create trigger stand_still before insert on step_execution for each row execute function stand_still()");

    private record Write(String run, String step, String key) {}

    private final Map<String, String> boundaries = new ConcurrentHashMap<>();
    private final Set<String> standing = ConcurrentHashMap.newKeySet();
    private final List<Write> writes = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Vendor vendor = Vendor.start(this::answer);
    private EmbeddedPostgres postgres;
    private Jdbi database;
    private Server survivor;
    private Server killed;

    @BeforeEach
    void start() throws IOException {
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
        database = Jdbi.create(postgres.getPostgresDatabase());
        Path folder = Workspace.folder("killed-server");
        Path element = Files.createDirectories(folder.resolve("elements/ledger"));
        Files.writeString(element.resolve("element.yaml"), ELEMENT);
        Map<String, String> shared = Map.of(
                "VALENCE_DATABASE_URL",
                "postgresql://postgres:postgres@localhost:" + postgres.getPort() + "/postgres",
                "VALENCE_MASTER_KEY",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "VALENCE_PROVIDER_TIMEOUT",
                "120s",
                "VALENCE_ELEMENTS_FOLDER",
                folder.resolve("elements").toString());
        survivor = Server.start(folder.resolve("survivor"), Platform.SANDBOX, shared);
        killed = Server.start(folder.resolve("killed"), Platform.SANDBOX, shared);
        database.useHandle(handle -> STAND_STILL.forEach(handle::execute));
    }

    @AfterEach
    void stop() throws IOException {
        over.countDown();
        killed.stop();
        survivor.stop();
        postgres.close();
        vendor.close();
    }

    @Test
    void everyExecutionEndsAndEveryWriteCarriesItsKey() {
        Api api = survivor.api();
        String instance = instance(api);
        int round = 0;
        for (int kill = 0; round < ROUNDS; kill++) {
            round += killOnce(api, instance, STEPS.get(1 + kill % (STEPS.size() - 1)), round);
        }

        assertThat(writes).extracting(Write::key).doesNotContain("");
        assertThat(writes.stream().map(write -> write.run() + write.step()).distinct())
                .hasSize(round * STEPS.size());
        assertThat(writes.stream().map(Write::key).distinct())
                .as("keys of different steps and executions differ")
                .hasSize(round * STEPS.size());
    }

    /** @param begins the step before whose beginning one of the executions stands */
    private int killOnce(Api api, String instance, String begins, int round) {
        List<String> all = new ArrayList<>();
        STEPS.forEach(step -> Stream.of("lost ", "unheard ").forEach(kind -> all.add(kind + step)));
        Map<String, String> executions = new ConcurrentHashMap<>();
        Api toBeKilled = new Api(killed.anonymous().base(), api.authorization());
        for (int i = 0; i < all.size(); i++) {
            String run = Integer.toString(round + i);
            boundaries.put(run, all.get(i));
            executions.put(run, start(toBeKilled, instance, run));
        }
        await(() -> standing.containsAll(executions.keySet()), PATIENCE);
        // Nothing of that server is committed while one stands here, so that this one comes last.
        String last = Integer.toString(round + all.size());
        boundaries.put(last, "begins " + begins);
        try (Handle lock = database.open()) {
            lock.execute("select pg_advisory_lock(" + LOCK + ")");
            lock.execute("insert into stand_still values (?)", begins);
            executions.put(last, start(toBeKilled, instance, last));
            await(() -> waitsForTheLock(lock), PATIENCE);
            assertThat(steps(last))
                    .as("the result before is committed")
                    .isEqualTo(STEPS.subList(0, STEPS.indexOf(begins)));
            lock.execute("delete from stand_still");
            killed.kill();
        }
        executions.forEach((run, execution) -> check(api, run, execution));
        killed = killed.again();
        return executions.size();
    }

    private void check(Api api, String run, String execution) {
        String path = "/formulas/instances/executions/" + execution;
        String boundary = boundaries.getOrDefault(run, "");
        await(
                () -> !List.of("pending", "queued")
                        .contains(api.get(path).ok().path("status").asText()),
                PATIENCE);
        JsonNode ended = api.get(path).ok();
        assertThat(ended.path("status").asText()).as("%s: %s", boundary, ended).isEqualTo("success");
        assertThat(ended.path("stepExecutions").findValuesAsText("status"))
                .hasSize(6)
                .containsOnly("success");
        List<String> expected = new ArrayList<>();
        for (String step : STEPS) {
            expected.add(step);
            if (boundary.equals("unheard " + step)) {
                expected.add(step);
            }
        }
        List<Write> mine =
                writes.stream().filter(write -> write.run().equals(run)).toList();
        assertThat(mine)
                .as("%s: only what was not committed is sent again", boundary)
                .extracting(Write::step)
                .isEqualTo(expected);
        assertThat(mine.stream().map(Write::key).distinct())
                .as("%s: with the same key", boundary)
                .hasSize(STEPS.size());
    }

    private byte[] answer(Vendor.Request request) {
        String run = request.json().path("run").asText();
        String step = request.json().path("step").asText();
        String boundary = boundaries.getOrDefault(run, "");
        if (boundary.equals("lost " + step) && standing.add(run)) {
            return nothing();
        }
        writes.add(new Write(run, step, request.headers().getOrDefault("x-request-key", "")));
        if (boundary.equals("unheard " + step) && standing.add(run)) {
            return nothing();
        }
        return Vendor.json("{\"id\":1}");
    }

    private byte[] nothing() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new byte[0];
    }

    private String start(Api at, String instance, String run) {
        ObjectNode args = Api.JSON.createObjectNode();
        STEPS.forEach(step -> args.putObject(step).put("run", run).put("step", step));
        return at.post("/formulas/instances/" + instance + "/executions", args)
                .ok()
                .path(0)
                .path("id")
                .asText();
    }

    private String instance(Api api) {
        JsonNode account = api.post(
                        "/instances",
                        Map.of(
                                "element",
                                Map.of("key", "ledger"),
                                "name",
                                "Ledger",
                                "configuration",
                                Map.of("base.url", vendor.url())))
                .ok();
        ObjectNode formula = Api.JSON.createObjectNode().put("name", "Five writes");
        formula.putArray("configuration").addObject().put("key", "ledger").put("type", "elementInstance");
        formula.putArray("triggers")
                .addObject()
                .put("type", "manual")
                .putArray("onSuccess")
                .add(STEPS.getFirst());
        ArrayNode steps = formula.putArray("steps");
        for (int i = 0; i < STEPS.size(); i++) {
            ObjectNode step = steps.addObject().put("name", STEPS.get(i)).put("type", "elementRequest");
            step.putObject("properties")
                    .put("elementInstanceId", "${config.ledger}")
                    .put("method", "POST")
                    .put("api", "/entries")
                    .put("body", "${trigger.args." + STEPS.get(i) + "}");
            if (i + 1 < STEPS.size()) {
                step.putArray("onSuccess").add(STEPS.get(i + 1));
            }
        }
        String id = api.post("/formulas", formula).ok().path("id").asText();
        return api.post(
                        "/formulas/" + id + "/instances",
                        Map.of(
                                "name",
                                "Five",
                                "configuration",
                                Map.of("ledger", account.path("id").asText())))
                .ok()
                .path("id")
                .asText();
    }

    private static boolean waitsForTheLock(Handle handle) {
        return handle.createQuery(
                                "select count(*) from pg_locks where locktype = 'advisory' and not granted and objid = "
                                        + LOCK)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    /** The steps whose calls for an execution have come. */
    private List<String> steps(String run) {
        return writes.stream()
                .filter(write -> write.run().equals(run))
                .map(Write::step)
                .toList();
    }
}
