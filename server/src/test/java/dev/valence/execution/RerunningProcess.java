package dev.valence.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.formula.FormulaInstance;
import dev.valence.formula.FormulaInstances;
import dev.valence.formula.StepType;
import dev.valence.http.Json;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Jdbi;

/**
 * A process that runs a formula instance, then tries that run again, dry, and stands still in the step of it that reads, until it is
 * killed. Arguments: database URL, user, formula instance.
 */
final class RerunningProcess {
    private RerunningProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        Jdbi jdbi = Jdbi.create(arguments[0], arguments[1], "unused");
        AtomicBoolean again = new AtomicBoolean();
        Node node = new Node(arguments[0], arguments[1], new Wire(jdbi, () -> standStill(again)), Node.MOST_STEPS);
        FormulaInstance instance = new FormulaInstances(jdbi, node.notices, 0)
                .find(Long.parseLong(arguments[2]))
                .orElseThrow();
        Execution origin = node.start(instance, "{}");
        node.await(origin);
        again.set(true);
        say("accepted " + node.rerun(origin, "{\"fromStep\": \"look\"}").id());
        // Executions run on threads that keep no process alive.
        Thread.currentThread().join();
    }

    private static void standStill(AtomicBoolean wanted) {
        if (wanted.get()) {
            say("standing");
        }
        while (wanted.get()) {
            LockSupport.park();
        }
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    /** Reads and writes at a provider that outlives the processes: each leaves its method in a table. */
    static final class Wire implements StepWork {
        private final Jdbi jdbi;
        private final Runnable beforeReading;

        Wire(Jdbi jdbi, Runnable beforeReading) {
            this.jdbi = jdbi;
            this.beforeReading = beforeReading;
            jdbi.useHandle(handle -> handle.execute(
                    "create table if not exists wire (line bigserial, execution_id bigint, method text)"));
        }

        @Override
        public Set<StepType> types() {
            return Set.of(StepType.HTTP_REQUEST);
        }

        @Override
        public boolean changesSomething(StepCall call) {
            return !StepRequest.reads(call, "method");
        }

        @Override
        public StepResult perform(StepCall call) {
            if (!changesSomething(call)) {
                beforeReading.run();
            }
            jdbi.useHandle(handle -> handle.execute(
                    "insert into wire (execution_id, method) values (?, ?)",
                    call.execution().id(),
                    call.text("method")));
            ObjectNode value = Json.MAPPER.createObjectNode();
            value.putObject("response").put("body", call.text("method"));
            return new StepResult.Done(value);
        }
    }
}
