package dev.valence.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.formula.Formula;
import dev.valence.formula.StepType;
import dev.valence.http.Json;
import dev.valence.script.Script;
import dev.valence.script.ScriptKind;
import dev.valence.script.ScriptResult;
import dev.valence.script.Scripts;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Scripts, and the filters that are scripts with a yes or no. */
@Singleton
final class ScriptWork implements StepWork {
    private static final List<String> PARAMETERS = List.of("steps", "trigger", "config", "info");

    private final Scripts scripts;
    private final Subjects subjects;

    ScriptWork(Scripts scripts, Subjects subjects) {
        this.scripts = scripts;
        this.subjects = subjects;
    }

    @Override
    public Set<StepType> types() {
        return Set.of(StepType.SCRIPT, StepType.FILTER, StepType.NOTIFICATION);
    }

    @Override
    public StepResult perform(StepCall call) {
        String body = Context.text(call.property("body"));
        Context context = call.context();
        List<byte[]> values = List.of(
                Json.bytes(NamedSteps.in(body).of(context.root("steps"))),
                Json.bytes(context.root("trigger")),
                Json.bytes(context.root("config")),
                Json.bytes(context.root("info")));
        Script script = new Script(
                kind(call),
                "account " + call.execution().accountId(),
                // What a script leaves behind is seen by later runs of the same formula instance and of no other.
                "formula instance " + call.execution().formulaInstanceId(),
                PARAMETERS,
                body);
        return switch (scripts.runOnce(script, values)) {
            case ScriptResult.Done done ->
                call.step().type() == StepType.SCRIPT
                        ? new StepResult.Done(withNotes(done.value(), done.console(), done.mails()), mails(done))
                        : decided(call, done);
            case ScriptResult.Failed(String reason, int line, List<String> console) ->
                new StepResult.Failed(
                        (ObjectNode) withNotes(Json.MAPPER.createObjectNode(), console, List.of()),
                        line > 0 ? "Line " + line + ": " + reason : reason);
        };
    }

    private ScriptKind kind(StepCall call) {
        return subjects.formula(call.execution().formulaId())
                .filter(Formula::ofOlderEngine)
                .map(formula -> ScriptKind.FORMULA_V1)
                .orElse(ScriptKind.FORMULA);
    }

    private static StepResult decided(StepCall call, ScriptResult.Done done) {
        JsonNode answer = done.value();
        if (!answer.isBoolean()) {
            return new StepResult.Failed(
                    (ObjectNode) withNotes(Json.MAPPER.createObjectNode(), done.console(), List.of()),
                    "A filter has to call done(true) or done(false)");
        }
        ObjectNode value = Json.MAPPER.createObjectNode().put("continue", answer.asText());
        JsonNode kept = withNotes(value, done.console(), done.mails());
        List<Mail> mails = new ArrayList<>(mails(done));
        if (!answer.booleanValue()) {
            return new StepResult.Otherwise(kept, mails);
        }
        if (call.step().type() == StepType.NOTIFICATION) {
            mails.add(notification(call));
        }
        return new StepResult.Done(kept, mails);
    }

    private static List<Mail> mails(ScriptResult.Done done) {
        return done.mails().stream()
                .map(mail -> new Mail(mail.to(), mail.subject(), mail.body()))
                .toList();
    }

    private static Mail notification(StepCall call) {
        JsonNode info = call.context().root("info");
        String name = info.path("formulaInstanceName").asText();
        return new Mail(
                "",
                "Notification of the formula " + info.path("formulaName").asText(),
                "The step " + call.step().name() + " of the formula instance " + name
                        + " asked for this notification.\n\nExecution: "
                        + call.execution().id() + "\n");
    }

    /** What the script logged and the mails it asked for are members of an object; other results have no room for them. */
    private static JsonNode withNotes(JsonNode value, List<String> console, List<ScriptResult.Mail> mails) {
        if (value instanceof ObjectNode object) {
            if (!console.isEmpty()) {
                console.forEach(object.putArray("console")::add);
            }
            if (!mails.isEmpty()) {
                ArrayNode asked = object.putArray("notify");
                mails.forEach(mail -> asked.addObject()
                        .put("to", mail.to())
                        .put("subject", mail.subject())
                        .put("body", mail.body()));
            }
        }
        return value;
    }
}
