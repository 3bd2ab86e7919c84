package dev.valence.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.formula.FormulaInstance;
import dev.valence.formula.FormulaInstances;
import dev.valence.http.Json;
import dev.valence.tenant.TestTenant;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** A database with one tenant, and server processes on it that run executions. */
final class Fixture implements AutoCloseable {
    private static final TestTenant TENANT = TestTenant.create();

    private final List<Node> processes = new ArrayList<>();
    final Log log = new Log();

    Fixture() {
        var _ = new ExecutionPartitions(jdbi(), Clock.systemUTC(), Duration.ofDays(7));
        jdbi().useHandle(handle -> {
            handle.execute("delete from execution_work");
            handle.execute("delete from formula_instance");
        });
    }

    static Jdbi jdbi() {
        return TENANT.jdbi();
    }

    Node process() {
        return process(log);
    }

    Node process(StepWork outside) {
        Node process = new Node(jdbi(), outside);
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
        return new FormulaInstances(jdbi(), processes.getFirst().notices(), 3)
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
