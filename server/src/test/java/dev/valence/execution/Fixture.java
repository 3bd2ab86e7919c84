package dev.valence.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.event.EventPartitions;
import dev.valence.formula.FormulaInstance;
import dev.valence.formula.FormulaInstances;
import dev.valence.http.Json;
import dev.valence.tenant.Caller;
import dev.valence.tenant.TestTenant;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Jdbi;

/** A database with one tenant, and server processes on it that run executions. */
final class Fixture implements AutoCloseable {
    private static final TestTenant TENANT = TestTenant.create();
    private static final AtomicLong ELEMENT_INSTANCES = new AtomicLong(1_000_000);

    private final List<Node> processes = new ArrayList<>();
    final Log log = new Log();

    Fixture() {
        var _ = new ExecutionPartitions(jdbi(), Clock.systemUTC(), Duration.ofDays(7));
        var _ = new EventPartitions(jdbi(), Clock.systemUTC(), Duration.ofDays(7));
        jdbi().useHandle(handle -> {
            handle.execute("delete from execution_work");
            handle.execute("delete from formula_instance");
        });
    }

    static Jdbi jdbi() {
        return TENANT.jdbi();
    }

    static TestTenant tenant() {
        return TENANT;
    }

    static long organizationId() {
        return TENANT.first().organizationId();
    }

    static long accountId() {
        return jdbi().withHandle(handle -> handle.createQuery("select account_id from users where id = :id")
                .bind("id", TENANT.first().userId())
                .mapTo(Long.class)
                .one());
    }

    /** An administrator of the tenant. */
    static Caller caller() {
        return new Caller(TENANT.first().userId(), accountId(), organizationId(), "a@example.com", "A", "B", true);
    }

    /** The id of an element instance that nobody else uses. */
    long elementInstance() {
        return ELEMENT_INSTANCES.incrementAndGet();
    }

    /** Makes a formula instance start by what happens at an element instance. */
    void listen(FormulaInstance instance, String type, long elementInstance, String method, String api) {
        jdbi().useHandle(handle -> handle.createUpdate(
                        "update formula_instance set trigger_type = :type,"
                                + " trigger_instance_id = :instance, trigger_method = :method, trigger_api = :api where id = :id")
                .bind("type", type)
                .bind("instance", elementInstance)
                .bind("method", method)
                .bind("api", api)
                .bind("id", instance.id())
                .execute());
    }

    Node process() {
        return process(log);
    }

    /** @param outside the steps that reach outside */
    Node process(StepWork outside) {
        return process(outside, Node.MOST_STEPS);
    }

    /** @param mostSteps of one execution */
    Node process(StepWork outside, int mostSteps) {
        return process(outside, mostSteps, Node.roomy());
    }

    /** @param memory for the values of executions */
    Node process(StepWork outside, int mostSteps, ValueMemory memory) {
        Node process = new Node(jdbi(), outside, mostSteps, memory);
        processes.add(process);
        return process;
    }

    /** @param room for executions that run at the same time */
    Node process(Node.Room room) {
        Node process = new Node(jdbi(), log, room);
        processes.add(process);
        return process;
    }

    /** A formula with a manual trigger that starts at its first step, and an active instance of it. */
    FormulaInstance instance(String steps) {
        return instance(formula(steps));
    }

    FormulaInstance instance(long formulaId) {
        long id = jdbi().withHandle(handle -> handle.createUpdate("""
                        insert into formula_instance (formula_id, organization_id, account_id, user_id, name, active,
                            configuration, settings, element_instances, created_at, updated_at)
                        select id, organization_id, account_id, user_id, 'Test', true, '{"limit":"5"}', '{}', '{}', now(), now()
                        from formula where id = :id""")
                .bind("id", formulaId)
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one());
        return new FormulaInstances(jdbi(), processes.getFirst().notices, 3)
                .find(id)
                .orElseThrow();
    }

    /** @param steps the JSON list of them */
    long formula(String steps) {
        JsonNode list = json(steps);
        ObjectNode document = Json.MAPPER.createObjectNode();
        document.putArray("configuration");
        document.putArray("triggers")
                .addObject()
                .put("id", 1)
                .put("name", "trigger")
                .put("type", "manual")
                .putArray("onSuccess")
                .add(list.path(0).path("name").asText());
        document.set("steps", list);
        return jdbi().inTransaction(handle -> {
            long id = handle.createUpdate("""
                            insert into formula (organization_id, account_id, user_id, name, active, engine, single_threaded,
                                debug_logging, members, version_id, created_at, updated_at)
                            select :organization, account_id, id, 'Test', true, 'v3', false, true, '{}',
                                nextval(pg_get_serial_sequence('formula_version', 'id')), now(), now()
                            from users where id = :user""")
                    .bind("organization", TENANT.first().organizationId())
                    .bind("user", TENANT.first().userId())
                    .executeAndReturnGeneratedKeys("id")
                    .mapTo(Long.class)
                    .one();
            handle.createUpdate("""
                            insert into formula_version (id, formula_id, organization_id, document, created_at)
                            select version_id, id, organization_id, :document::json, now() from formula where id = :id""")
                    .bind("document", document.toString())
                    .bind("id", id)
                    .execute();
            return id;
        });
    }

    static JsonNode json(String text) {
        return Json.tree(text.getBytes(StandardCharsets.UTF_8), "test");
    }

    @Override
    public void close() {
        processes.forEach(Node::close);
    }
}
