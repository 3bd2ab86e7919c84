package dev.valence.execution;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.formula.ApiAddress;
import dev.valence.formula.Formula;
import dev.valence.formula.FormulaInstance;
import dev.valence.formula.Trigger;
import dev.valence.http.ApiException;
import dev.valence.http.Conflict;
import dev.valence.http.Ids;
import dev.valence.http.Json;
import dev.valence.http.MethodNotAllowed;
import dev.valence.http.NoAnswer;
import dev.valence.http.NotFound;
import dev.valence.http.Unavailable;
import dev.valence.tenant.Caller;
import dev.valence.tenant.Callers;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Runs formulas that answer calls, and makes the answer of what their last step came to. For threads that may block. */
@Singleton
final class FormulaAnswers {
    private final Callers callers;
    private final Subjects subjects;
    private final Executions executions;
    private final Clock clock;
    private final Duration limit;

    /** @param limit how long a caller waits */
    FormulaAnswers(
            Callers callers,
            Subjects subjects,
            Executions executions,
            Clock clock,
            @ConfigProperty(name = "valence.formulas.answer-time") Duration limit) {
        this.callers = callers;
        this.subjects = subjects;
        this.executions = executions;
        this.clock = clock;
        this.limit = limit;
    }

    /**
     * The reply to a call.
     *
     * @param body JSON; empty for none
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier; never compared
    record Answer(int status, byte[] body) {}

    /**
     * Answers a call.
     *
     * @throws NotFound when the formula instance is not there, or does not answer this path
     * @throws NoAnswer when the formula fails, or takes longer than a caller waits
     */
    Answer answer(FormulaCall call) {
        Caller caller = callers.require(call.authorization());
        FormulaInstance instance = subjects.require(
                caller, Optional.empty(), Ids.parse(call.instance().strip(), "formula instance"));
        requireAnswers(instance, call.address());
        if (call.ofDryRun()) {
            throw new Conflict("A dry run runs no other formula for real; formula "
                    + instance.formula().id() + " was not run");
        }
        NewExecution execution =
                NewExecution.of(instance, call.trigger(), Optional.empty(), call.depth(), clock.instant());
        try {
            Executions.Outcome outcome = executions.run(instance, execution, limit);
            return answer(instance, outcome);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("The server is stopping; send the request again", Duration.ofSeconds(5));
        }
    }

    /** Whether a call may be for nobody but the formula: it names an instance that its caller may use, and the formula's address. */
    boolean isFor(FormulaCall call) {
        try {
            FormulaInstance instance = subjects.require(
                    callers.require(call.authorization()),
                    Optional.empty(),
                    Ids.parse(call.instance().strip(), "formula instance"));
            return subjects.formula(instance.formula().id())
                    .flatMap(Formula::address)
                    .filter(own -> own.method().equals(call.address().method())
                            && own.uri().equals(stripped(call.address().uri())))
                    .isPresent();
        } catch (ApiException notOfTheFormula) {
            return false;
        }
    }

    private void requireAnswers(FormulaInstance instance, ApiAddress called) {
        Formula formula = subjects.formula(instance.formula().id())
                .orElseThrow(() -> NotFound.withId("formula", instance.formula().id()));
        ApiAddress address = formula.address()
                .filter(own -> own.uri().equals(stripped(called.uri())))
                .orElseThrow(() -> new NotFound("The formula instance " + instance.id() + " does not answer "
                        + called.uri()
                        + formula.address()
                                .map(own -> "; its formula answers " + own.method() + " " + own.uri())
                                .orElse("; its formula has no uri")));
        if (!address.method().equals(called.method())) {
            throw new MethodNotAllowed("The formula " + formula.id() + " answers " + address.method() + " "
                    + address.uri() + ", not " + called.method());
        }
        if (formula.version()
                .trigger()
                .map(Trigger::onSuccess)
                .orElse(List.of())
                .isEmpty()) {
            throw new NoAnswer(
                    500,
                    "The formula " + formula.id() + " has no step that could answer; add one, and lead"
                            + " the trigger's onSuccess to it");
        }
    }

    private static String stripped(String uri) {
        return uri.length() > 1 && uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
    }

    private Answer answer(FormulaInstance instance, Executions.Outcome outcome) {
        String which = "execution " + outcome.execution().id() + " of formula "
                + instance.formula().name();
        Ended ended = outcome.ended()
                .orElseThrow(() -> new NoAnswer(
                        504,
                        "The " + which + " took longer than " + limit.toMillis() / 1_000.0
                                + " seconds and goes on; GET /formulas/instances/executions/"
                                + outcome.execution().id() + " tells how it ends"));
        JsonNode value = ended.value();
        // A step that mends a failure may say what is to be answered.
        if (ended.status() != ExecutionStatus.SUCCESS
                && !value.path("statusCode").isValueNode()) {
            throw new NoAnswer(500, failure(which, ended));
        }
        int status = status(which, value.path("statusCode"));
        if (status == 204 || status == 304) {
            return new Answer(status, new byte[0]);
        }
        JsonNode body = value.has("result") ? value.get("result") : value;
        return new Answer(status, Json.bytes(body.isMissingNode() ? Json.MAPPER.nullNode() : body));
    }

    private static String failure(String which, Ended ended) {
        return "The " + which + " "
                + switch (ended.status()) {
                    case CANCELLED -> "was cancelled";
                    case RETRY -> "will be tried again later, so that there is no answer yet";
                    default ->
                        "failed"
                                + ended.failedStep()
                                        .map(step -> " at its step " + step)
                                        .orElse("")
                                + ended.error().map(error -> ": " + error).orElse("");
                };
    }

    private static int status(String which, JsonNode given) {
        if (given.isMissingNode() || given.isNull()) {
            return 200;
        }
        int status = given.asInt();
        if (status < 200 || status > 599) {
            throw new NoAnswer(
                    500,
                    "The " + which + " gave the statusCode " + given.asText()
                            + "; it has to be a number from 200 to 599");
        }
        return status;
    }
}
