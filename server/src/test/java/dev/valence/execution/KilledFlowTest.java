package dev.valence.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.formula.FormulaInstance;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * As {@link KilledExecutionTest}, for what is more than one step after the other: a process is killed while its executions stand at
 * every boundary of a loop, a sub-formula, a step that is tried again and an execution that is, or wait for that. With
 * {@code -Dkill.rounds=200} that many executions go through it; each boundary does once otherwise.
 */
class KilledFlowTest {
    private static final int ROUNDS = Integer.getInteger("kill.rounds", 1);
    /** A place where nothing runs: the next try is due in an hour. */
    private static final String WAITING = "while waiting";

    private final Fixture fixture = new Fixture();
    private final Jdbi jdbi = Fixture.jdbi();
    private Node survivor = fixture.process(new Ledger(jdbi, here -> {}));

    @AfterEach
    void close() {
        fixture.close();
    }

    /**
     * A formula whose executions are killed.
     *
     * @param lines that an execution writes when nothing happens
     * @param keys different ones of these lines
     * @param steps in all rows of it
     * @param statuses of its executions, those of sub-formulas included
     */
    private record Flow(
            String name, long formula, List<String> lines, int keys, int steps, List<String> statuses, boolean waits) {
        List<String> boundaries() {
            List<String> boundaries = new ArrayList<>();
            for (String line : lines) {
                boundaries.add("before " + line);
                boundaries.add("after " + line);
            }
            if (waits) {
                boundaries.add(WAITING);
            }
            return boundaries;
        }
    }

    /** One execution, or several that follow on each other, of an instance of its own. */
    private record Killed(Flow flow, String boundary, long instance) {
        boolean stands() {
            return !boundary.equals(WAITING);
        }
    }

    @Test
    void anotherProcessGoesOnWhereOneWasKilled() throws Exception {
        List<Flow> flows = List.of(loop(), subFormula(), laterTry(), restart());
        for (int round = 0; round < ROUNDS; ) {
            round += killOnce(flows);
        }
    }

    private Flow loop() {
        long formula = fixture.formula("""
                [{"name": "all", "type": "loop", "onSuccess": ["write"], "onFailure": ["end"], "properties": {"list": "[7, 8]"}},
                 {"name": "write", "type": "httpRequest", "onSuccess": ["all"],
                  "properties": {"url": "${trigger.args}", "as": "write ${steps.all.index}"}},
                 {"name": "end", "type": "httpRequest", "properties": {"url": "${trigger.args}"}}]""");
        return new Flow("loop", formula, List.of("write 0", "write 1", "end"), 3, 7, List.of("success"), false);
    }

    private Flow subFormula() {
        long below = fixture.formula("""
                [{"name": "one", "type": "httpRequest", "onSuccess": ["two"], "properties": {"url": "${trigger.args}"}},
                 {"name": "two", "type": "httpRequest", "properties": {"url": "${trigger.args}"}}]""");
        long formula = fixture.formula("""
                [{"name": "first", "type": "httpRequest", "onSuccess": ["sub"], "properties": {"url": "${trigger.args}"}},
                 {"name": "sub", "type": "formula", "onSuccess": ["last"],
                  "properties": {"formulaId": "%d", "args": "${trigger.args}"}},
                 {"name": "last", "type": "httpRequest", "properties": {"url": "${trigger.args}"}}]""".formatted(below));
        return new Flow(
                "sub-formula",
                formula,
                List.of("first", "one", "two", "last"),
                4,
                7,
                List.of("success", "success"),
                false);
    }

    private Flow laterTry() {
        long formula = fixture.formula("""
                [{"name": "slow", "type": "httpRequest", "onSuccess": ["end"],
                  "properties": {"url": "${trigger.args}", "comesTo": "later"}},
                 {"name": "end", "type": "httpRequest", "properties": {"url": "${trigger.args}"}}]""");
        return new Flow("later try", formula, List.of("slow", "slow again", "end"), 2, 3, List.of("success"), true);
    }

    private Flow restart() {
        long formula = fixture.formula("""
                [{"name": "write", "type": "httpRequest", "onSuccess": ["end"], "onFailure": ["mark"],
                  "properties": {"url": "${trigger.args}", "comesTo": "failure"}},
                 {"name": "mark", "type": "httpRequest", "onSuccess": ["retry"], "properties": {"url": "${trigger.args}"}},
                 {"name": "retry", "type": "retryFormulaExecution", "properties": {"retryAttempts": "3"}},
                 {"name": "end", "type": "httpRequest", "properties": {"url": "${trigger.args}"}}]""");
        return new Flow(
                "restart",
                formula,
                List.of("write", "mark", "write anew", "end anew"),
                4,
                7,
                List.of("retry", "success"),
                true);
    }

    /** Kills one process; answers how many executions it had. */
    private int killOnce(List<Flow> flows) throws Exception {
        List<Killed> all = new ArrayList<>();
        for (Flow flow : flows) {
            for (String boundary : flow.boundaries()) {
                FormulaInstance instance = fixture.instance(flow.formula());
                all.add(new Killed(flow, boundary, instance.id()));
            }
        }
        List<Killed> standing = all.stream().filter(Killed::stands).toList();
        // Alone: whatever is given back meanwhile, the one to be killed takes again.
        survivor.close();
        List<String> arguments =
                all.stream().map(one -> one.instance() + "=" + one.boundary()).toList();
        try (KilledProcess process = new KilledProcess(ExecutingProcess.class, jdbi, arguments)) {
            Waiting.until(() -> {
                standing.forEach(this::timePasses);
                return process.stands(standing.size()) && waiting(all) == all.size() - standing.size();
            });
        }
        // How a lease ends by itself is KilledExecutionTest's matter.
        jdbi.useHandle(handle -> handle.execute("update execution_lane set claim_at = now() where owner is not null"));
        survivor = fixture.process(new Ledger(jdbi, here -> {}));
        Waiting.until(() -> {
            all.forEach(this::timePasses);
            return all.stream().allMatch(one -> count("execution_work", one) == 0);
        });
        all.forEach(this::check);
        return all.size();
    }

    /** What is due later is due now. One row after the other, so that nobody is met in a circle. */
    private void timePasses(Killed one) {
        jdbi.useHandle(handle -> {
            handle.execute(
                    "update execution_work set due_at = now() where formula_instance_id = ? and due_at > now()",
                    one.instance());
            handle.execute(
                    "update execution_lane set claim_at = now() where formula_instance_id = ? and owner is null"
                            + " and claim_at > now()",
                    one.instance());
        });
    }

    private long waiting(List<Killed> all) {
        return all.stream()
                .filter(one -> !one.stands())
                .filter(one ->
                        count("(select * from execution_work where due_at > now() + interval '1 minute') later", one)
                                == 1)
                .count();
    }

    private void check(Killed one) {
        String name = one.flow().name() + " " + one.boundary();
        List<String> expected = new ArrayList<>();
        for (String line : one.flow().lines()) {
            expected.add(line);
            if (one.boundary().equals("after " + line)) {
                expected.add(line);
            }
        }
        List<Line> lines = lines(one);
        assertThat(lines)
                .as("%s: no step with a committed result ran again", name)
                .extracting(Line::text)
                .isEqualTo(expected);
        assertThat(lines.stream().map(Line::key).distinct())
                .as("%s: one key for each step, the same for all its tries", name)
                .hasSize(one.flow().keys());
        assertThat(lines.stream().filter(Line::mayHaveBeenSent).map(Line::text))
                .as("%s: the step that stood still is marked, and no other", name)
                .isEqualTo(
                        one.stands()
                                ? List.of(
                                        one.boundary().substring(one.boundary().indexOf(' ') + 1))
                                : List.of());
        List<String> statuses = jdbi.withHandle(
                handle -> handle.createQuery("select status from execution where formula_instance_id = :id order by id")
                        .bind("id", one.instance())
                        .mapTo(String.class)
                        .list());
        assertThat(statuses).as(name).isEqualTo(one.flow().statuses());
        String steps = "step_execution s join execution e on e.id = s.execution_id";
        assertThat(count(steps, one)).as(name).isEqualTo(one.flow().steps());
        assertThat(count(steps + " and s.status = 'pending'", one)).as(name).isZero();
    }

    private record Line(String text, String key, boolean mayHaveBeenSent) {}

    private List<Line> lines(Killed one) {
        return jdbi.withHandle(handle -> handle.createQuery("select l.* from ledger l join execution e"
                        + " on e.id = l.execution_id where e.formula_instance_id = :id order by l.line")
                .bind("id", one.instance())
                .map((row, context) -> new Line(
                        row.getString("step"), row.getString("idempotency_key"), row.getBoolean("may_have_been_sent")))
                .list());
    }

    private int count(String rows, Killed of) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select count(*) from " + rows + " where formula_instance_id = :id")
                        .bind("id", of.instance())
                        .mapTo(Integer.class)
                        .one());
    }
}
