package dev.valence.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.formula.FormulaInstance;
import dev.valence.formula.InstanceSettings;
import dev.valence.formula.Step;
import dev.valence.formula.StepType;
import dev.valence.http.Json;
import dev.valence.store.Database;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * Steps of dry runs. What reads is performed. What writes is not: its value is what would have been sent, with the answer that the
 * execution that is run again got at that place, and a mark that says so ({@link #MARK}).
 */
@Singleton
final class DryRuns {
    /** The member of a step's value that says that nothing was sent, and where the answer is from. */
    static final String MARK = "dryRun";

    /** Members that hold an answer, or have one inside. */
    private static final List<String> ANSWERED = List.of("download", "upload");

    private final Jdbi jdbi;
    private final Subjects subjects;

    @Inject
    DryRuns(Database database, Subjects subjects) {
        this(database.jdbi(), subjects);
    }

    DryRuns(Jdbi jdbi, Subjects subjects) {
        this.jdbi = jdbi;
        this.subjects = subjects;
    }

    /** Performs a step; may wait. What it throws fails the step. */
    StepResult perform(StepWork work, StepCall call, Passes passes) {
        if (work.writes(call)) {
            return new StepResult.Done(answered(work.unsent(call), call, passes));
        }
        return switch (work.perform(call)) {
            case StepResult.Restart(JsonNode value, var delay) ->
                new StepResult.Done(
                        Json.MAPPER.createObjectNode().set(MARK, mark().put("wouldRetryInMinutes", delay.toMinutes())));
            case StepResult.Done done
            when !done.mails().isEmpty() -> new StepResult.Done(withMails(done.value(), done.mails(), call));
            case StepResult.Otherwise no
            when !no.mails().isEmpty() -> new StepResult.Otherwise(withMails(no.value(), no.mails(), call));
            case StepResult other -> other;
        };
    }

    /** Whether a dry run is over with a step: where the execution would end and be tried again as a whole. */
    static boolean ends(Step step, StepRecord record) {
        return step.type() == StepType.RETRY_FORMULA_EXECUTION && record.status() == StepStatus.SUCCESS;
    }

    /** What a sub-formula's run inherits: in a dry run that it is one, and what to answer from. */
    Optional<Rerun> under(StepCall call, Passes passes) {
        if (!call.execution().isDryRun()) {
            return Optional.empty();
        }
        Optional<Long> origin = before(call, passes)
                .flatMap(place -> origin(call)
                        .flatMap(id -> jdbi.withHandle(handle -> Optional.ofNullable(
                                RerunRows.children(handle, id).get(place.sequence())))));
        return Optional.of(Rerun.dry(origin));
    }

    private static Optional<Long> origin(StepCall call) {
        return call.execution().rerun().flatMap(Rerun::originId);
    }

    private record Place(int sequence, String status, String value) {}

    /**
     * How often the steps of one dry run have run, and where the last pass of each was found in its origin, so that a long loop is
     * not read from its beginning for each of its steps. Used by one thread at a time.
     */
    static final class Passes {
        private final Map<String, Integer> ran;
        private final Map<String, Found> found = new HashMap<>();

        private Passes(Map<String, Integer> ran) {
            this.ran = ran;
        }

        /** A step has ended. */
        void ended(String step) {
            ran.merge(step, 1, Integer::sum);
        }
    }

    /**
     * Where a pass was found.
     *
     * @param pass from 0
     * @param sequence past all steps when there was none
     */
    private record Found(int pass, int sequence) {}

    /** @param begun whether it has steps already */
    Passes passes(Execution execution, boolean begun) {
        Map<String, Integer> ran = new HashMap<>();
        if (begun && execution.isDryRun()) {
            jdbi.useHandle(handle -> handle.createQuery("select step_name, count(*) from step_execution"
                            + " where execution_id = :id and created_at = :created and sequence > 0"
                            + " and status <> :pending group by step_name")
                    .bind("id", execution.id())
                    .bind("created", ExecutionRows.at(execution.createdAt()))
                    .bind("pending", StepStatus.PENDING.wireName())
                    .map((row, context) -> ran.put(row.getString(1), row.getInt(2)))
                    .list());
        }
        return new Passes(ran);
    }

    /** The same pass of the step in the execution that is run again. */
    private Optional<Place> before(StepCall call, Passes passes) {
        Optional<Long> origin = origin(call);
        if (origin.isEmpty()) {
            return Optional.empty();
        }
        String step = call.step().name();
        int pass = passes.ran.getOrDefault(step, 0);
        Found last = Optional.ofNullable(passes.found.get(step))
                .filter(found -> found.pass() < pass)
                .orElse(new Found(-1, 0));
        Optional<Place> place = jdbi.withHandle(handle -> handle.createQuery("""
                        select sequence, status, value::text as value from step_execution
                        where execution_id = :origin and step_name = :step and sequence > :after order by sequence limit 1
                        offset :skip""")
                .bind("origin", origin.get())
                .bind("step", step)
                .bind("after", last.sequence())
                .bind("skip", pass - last.pass() - 1)
                .map((row, context) -> new Place(row.getInt(1), row.getString(2), row.getString(3)))
                .findOne());
        passes.found.put(step, new Found(pass, place.map(Place::sequence).orElse(Integer.MAX_VALUE)));
        return place;
    }

    /** A failure is not played again: what was edited may well have mended it. */
    private ObjectNode answered(ObjectNode value, StepCall call, Passes passes) {
        ObjectNode mark = mark();
        Optional<JsonNode> recorded = before(call, passes)
                .filter(place -> place.status().equals(StepStatus.SUCCESS.wireName()))
                .map(place -> Json.tree(place.value().getBytes(StandardCharsets.UTF_8), "stored value"));
        JsonNode earlier = recorded.map(found -> found.path(MARK)).orElseGet(MissingNode::getInstance);
        if (recorded.isEmpty() || earlier.path("answer").asText().equals("empty")) {
            answer(value, MissingNode.getInstance());
            mark.put("answer", "empty");
        } else {
            answer(value, recorded.get());
            mark.put("answer", "recorded")
                    .put(
                            "answerOfExecution",
                            earlier.path("answerOfExecution")
                                    .asLong(origin(call).orElseThrow()));
        }
        value.set(MARK, mark);
        return value;
    }

    private static ObjectNode mark() {
        return Json.MAPPER.createObjectNode().put("sent", false);
    }

    private static void answer(ObjectNode value, JsonNode recorded) {
        boolean parts = false;
        for (String part : ANSWERED) {
            if (value.path(part) instanceof ObjectNode inner) {
                answer(inner, recorded.path(part));
                parts = true;
            }
        }
        if (parts) {
            return;
        }
        JsonNode response = recorded.path("response");
        if (response.isObject()) {
            value.set("response", response);
        } else if (value.path("request").has("method")) {
            ObjectNode empty = value.putObject("response").put("code", "200");
            empty.putObject("headers");
            empty.put("body", "");
        }
    }

    /** Results that are no objects have no room for the mark; they come without it. */
    private JsonNode withMails(JsonNode value, List<Mail> mails, StepCall call) {
        if (value instanceof ObjectNode object) {
            ObjectNode mark = mark();
            ArrayNode list = mark.putArray("mails");
            mails.forEach(mail -> list.addObject()
                    .put("to", mail.to().isBlank() ? addresses(call) : mail.to())
                    .put("subject", mail.subject())
                    .put("text", mail.text()));
            object.set(MARK, mark);
        }
        return value;
    }

    private String addresses(StepCall call) {
        return subjects.instance(call.execution().formulaInstanceId())
                .map(FormulaInstance::settings)
                .map(settings -> String.join(", ", InstanceSettings.entries(settings, InstanceSettings.EMAIL)))
                .orElse("");
    }
}
