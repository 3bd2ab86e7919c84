package dev.valence.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.formula.StepType;
import dev.valence.http.Json;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;

/** A provider that outlives the processes: a table in which each step writes a line, committed at once. */
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
        tell(stop, "before " + call.step().name());
        jdbi.useHandle(handle -> handle.execute(
                "insert into ledger (execution_id, step, idempotency_key, may_have_been_sent) values (?, ?, ?, ?)",
                call.execution().id(),
                call.step().name(),
                call.idempotencyKey(),
                call.mayHaveBeenSent()));
        tell(stop, "after " + call.step().name());
        ObjectNode value =
                Json.MAPPER.createObjectNode().put("wrote", call.step().name());
        return new StepResult.Done(value);
    }

    private void tell(String stop, String here) {
        if (stop.equals(here)) {
            boundary.accept(here);
        }
    }
}
