package dev.valence.execution;

import dev.valence.formula.FormulaInstance;
import dev.valence.formula.FormulaInstances;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Jdbi;

/**
 * A process that accepts one execution for each formula instance it is given, runs each to a boundary and stands still there,
 * until it is killed. Arguments: database URL, user, then {@code <formula instance>=<boundary>}.
 */
final class ExecutingProcess {
    private ExecutingProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        Jdbi jdbi = Jdbi.create(arguments[0], arguments[1], "unused");
        Node node = new Node(arguments[0], arguments[1], new Ledger(jdbi, here -> standStill()), Node.MOST_STEPS);
        FormulaInstances instances = new FormulaInstances(jdbi, node.notices, 0);
        for (int i = 2; i < arguments.length; i++) {
            String[] parts = arguments[i].split("=", 2);
            FormulaInstance instance = instances.find(Long.parseLong(parts[0])).orElseThrow();
            Execution execution = node.start(instance, '"' + parts[1] + '"');
            say("accepted " + execution.id());
        }
        // Executions run on threads that keep no process alive.
        Thread.currentThread().join();
    }

    private static void standStill() {
        say("standing");
        while (true) {
            LockSupport.park();
        }
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
