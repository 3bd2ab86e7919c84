package dev.valence.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.Json;

/**
 * What notices tell of a formula instance and one of its executions, as a mail and as the body of a webhook.
 *
 * @param step at which the execution failed; empty when there is none
 * @param error why, and what to do next
 */
record Report(Kind kind, Execution execution, String step, String error) {

    /** What happened. */
    enum Kind {
        /** An execution failed. */
        FAILED("failed", "failed", "An execution of the formula %s failed."),
        /** The instance was switched off by the rule of failures in a row. */
        SWITCHED_OFF("deactivated", "was switched off", "An instance of the formula %s was switched off."),
        /** The instance starts itself, and an execution was not run for that. */
        STARTS_ITSELF("refused", "starts itself", "The formula %s starts itself.");

        private final String status;
        private final String subject;
        private final String opening;

        Kind(String status, String subject, String opening) {
            this.status = status;
            this.subject = subject;
            this.opening = opening;
        }
    }

    /** The names of what it is about. */
    record About(String instance, long formulaId, String formula) {}

    static Report failed(Execution execution, String step, String error) {
        return new Report(Kind.FAILED, execution, step, error);
    }

    /**
     * Of the execution with which the rule took hold.
     *
     * @param failures in a row, with this one
     */
    static Report switchedOff(Execution execution, String step, int failures, String lastError) {
        long id = execution.formulaInstanceId();
        return new Report(
                Kind.SWITCHED_OFF,
                execution,
                step,
                "The formula instance " + id + " was switched off after " + failures
                        + " failed executions in a row, so that nothing starts it. Mend what is wrong, and PUT"
                        + " /formulas/instances/" + id + "/active switches it on again. The last error: " + lastError);
    }

    /** Of an execution that was not run. */
    static Report startsItself(Execution execution, String error) {
        return new Report(Kind.STARTS_ITSELF, execution, "trigger", error);
    }

    /** The subject of a mail. */
    String subject(About about) {
        return "Formula " + about.formula() + " " + kind.subject + " (" + about.instance() + ")";
    }

    /** The text of a mail. */
    String words(About about) {
        return kind.opening.formatted(about.formula()) + "\n\n"
                + "Formula instance: " + about.instance() + " (" + execution.formulaInstanceId() + ")\n"
                + "Execution: " + execution.id() + "\n"
                + "Step: " + step + "\n"
                + "Error: " + error + "\n";
    }

    /** The body of a webhook's post. */
    ObjectNode json(About about) {
        return Json.MAPPER
                .createObjectNode()
                .put("formulaId", about.formulaId())
                .put("formulaName", about.formula())
                .put("formulaInstanceId", execution.formulaInstanceId())
                .put("formulaInstanceName", about.instance())
                .put("formulaExecutionId", execution.id())
                .put("status", kind.status)
                .put("error", error)
                .put("stepName", step);
    }
}
