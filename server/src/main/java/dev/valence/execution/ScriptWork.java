package dev.valence.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.formula.StepType;
import dev.valence.http.Json;
import dev.valence.script.Script;
import dev.valence.script.ScriptResult;
import dev.valence.script.Scripts;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Scripts, and the filters that are scripts with a yes or no. */
@Singleton
final class ScriptWork implements StepWork {
    private static final List<String> PARAMETERS = List.of("steps", "trigger", "config", "info");

    private final Scripts scripts;
    private final Duration limit;

    ScriptWork(Scripts scripts, @ConfigProperty(name = "valence.scripts.formula-time") Duration limit) {
        this.scripts = scripts;
        this.limit = limit;
    }

    @Override
    public Set<StepType> types() {
        return Set.of(StepType.SCRIPT, StepType.FILTER, StepType.NOTIFICATION);
    }

    @Override
    public StepResult perform(StepCall call) {
        String body = Context.text(call.property("body"));
        Context context = call.context();
        List<JsonNode> values = List.of(
                NamedSteps.in(body).of(context.root("steps")),
                context.root("trigger"),
                context.root("config"),
                context.root("info"));
        // What a script leaves behind is seen by later runs of the same formula instance and of no other.
        String owner = "formula instance " + call.execution().formulaInstanceId();
        return switch (scripts.run(new Script(owner, PARAMETERS, body), List.of(values), limit)
                .getFirst()) {
            case ScriptResult.Done(JsonNode value, List<String> console) ->
                call.step().type() == StepType.SCRIPT
                        ? new StepResult.Done(withConsole(value, console))
                        : decided(call, value, console);
            case ScriptResult.Failed(String reason, int line, List<String> console) ->
                new StepResult.Failed(
                        (ObjectNode) withConsole(Json.MAPPER.createObjectNode(), console),
                        line > 0 ? "Line " + line + ": " + reason : reason);
        };
    }

    private static StepResult decided(StepCall call, JsonNode value, List<String> console) {
        if (!value.isBoolean()) {
            return new StepResult.Failed(
                    (ObjectNode) withConsole(Json.MAPPER.createObjectNode(), console),
                    "A filter has to call done(true) or done(false)");
        }
        JsonNode kept = withConsole(Json.MAPPER.createObjectNode().put("continue", value.asText()), console);
        if (!value.booleanValue()) {
            return new StepResult.Otherwise(kept);
        }
        return new StepResult.Done(
                kept, call.step().type() == StepType.NOTIFICATION ? List.of(notification(call)) : List.of());
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

    /** What the script logged is a member of an object; other results have no room for it. */
    private static JsonNode withConsole(JsonNode value, List<String> console) {
        if (!console.isEmpty() && value instanceof ObjectNode object) {
            console.forEach(object.putArray("console")::add);
        }
        return value;
    }
}
