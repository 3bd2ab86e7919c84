package dev.valence.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.formula.StepType;
import dev.valence.http.Json;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;

/**
 * A provider that outlives the processes: a table in which each step writes a line, committed at once. The line is the step's
 * property {@code as}, or else its name, with {@code again} when the step and {@code anew} when the execution was tried before. A step
 * whose property {@code comesTo} is {@code later} asks once to be tried again in an hour; one with {@code failure} fails in the first
 * execution.
 */
final class Ledger implements StepWork {
    private final Jdbi jdbi;
    private final Consumer<String> boundary;

    /** @param boundary is told of each place where a process may end: {@code before <step>} and {@code after <step>} */
    Ledger(Jdbi jdbi, Consumer<String> boundary) {
        this.jdbi = jdbi;
        this.boundary = boundary;
        jdbi.useHandle(
                handle -> handle.execute("create table if not exists ledger (line bigserial, execution_id bigint,"
                        + " step text, idempotency_key text, may_have_been_sent boolean)"));
    }

    @Override
    public Set<StepType> types() {
        return Set.of(StepType.HTTP_REQUEST);
    }

    @Override
    public boolean changesSomething(StepCall call) {
        return true;
    }

    @Override
    public StepResult perform(StepCall call) {
        String stop = call.text("url");
        String line = line(call);
        tell(stop, "before " + line);
        jdbi.useHandle(handle -> handle.execute(
                "insert into ledger (execution_id, step, idempotency_key, may_have_been_sent) values (?, ?, ?, ?)",
                call.execution().id(),
                line,
                call.idempotencyKey(),
                call.mayHaveBeenSent()));
        tell(stop, "after " + line);
        ObjectNode value = Json.MAPPER.createObjectNode().put("wrote", line);
        String comesTo = call.text("comesTo");
        if (comesTo.equals("later") && call.attempt() == 0) {
            return new StepResult.Again(value, "busy", Duration.ofHours(1));
        }
        return comesTo.equals("failure") && call.execution().attempt() == 0
                ? new StepResult.Failed(value, "no")
                : new StepResult.Done(value);
    }

    private static String line(StepCall call) {
        String name = call.text("as").isEmpty() ? call.step().name() : call.text("as");
        return name + (call.attempt() > 0 ? " again" : "") + (call.execution().attempt() > 0 ? " anew" : "");
    }

    private void tell(String stop, String here) {
        if (stop.equals(here)) {
            boundary.accept(here);
        }
    }
}
