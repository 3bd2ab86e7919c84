package dev.valence.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.element.Hook;
import dev.valence.http.Json;
import dev.valence.http.ScriptFailure;
import dev.valence.instance.Connection;
import dev.valence.instance.Instances;
import dev.valence.script.Script;
import dev.valence.script.ScriptKind;
import dev.valence.script.ScriptResult;
import dev.valence.script.Scripts;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs elements' hooks. For threads that may block. */
@Singleton
public class HookRuns {
    private final Scripts scripts;
    private final Instances instances;

    public HookRuns(Scripts scripts, Instances instances) {
        this.scripts = scripts;
        this.instances = instances;
    }

    /**
     * Runs one hook.
     *
     * @param names of its variables
     * @param values theirs, as JSON in UTF-8
     * @return what it handed to {@code done}; an empty object for nothing
     * @throws ScriptFailure 500 when it fails, takes too long or hands over something else than an object
     */
    public ObjectNode run(Connection connection, Hook hook, List<String> names, List<byte[]> values) {
        Script script = new Script(
                ScriptKind.HOOK,
                "account " + connection.accountId(),
                // What a hook leaves behind is seen by later calls of the same instance and of no other.
                "instance " + connection.instanceId() + " " + hook.name(),
                names,
                hook.body());
        return switch (scripts.runOnce(script, values)) {
            case ScriptResult.Done done -> object(connection, hook, done.value());
            case ScriptResult.Failed(String reason, int line, List<String> _) ->
                throw failure(connection, hook, (line > 0 ? "line " + line + ": " : "") + reason);
        };
    }

    private static ObjectNode object(Connection connection, Hook hook, JsonNode value) {
        if (value instanceof ObjectNode object) {
            return object;
        }
        if (value.isNull()) {
            return Json.MAPPER.createObjectNode();
        }
        throw failure(connection, hook, "it has to hand an object to done, not " + value.getNodeType());
    }

    /**
     * What the event hooks of an element read out of a post, in their order.
     *
     * @param post with its headers as {@code eventHeaders}
     * @throws ScriptFailure when one fails
     */
    public List<JsonNode> events(Connection connection, JsonNode post) {
        List<JsonNode> events = new ArrayList<>();
        for (Hook hook : connection.element().eventHooks()) {
            ObjectNode given = run(
                    connection,
                    hook,
                    List.of("events", "configuration"),
                    List.of(Json.bytes(post), Json.bytes(HookVariables.configuration(connection.configuration()))));
            configured(connection, given.path("configuration"));
            given.path("events").forEach(events::add);
        }
        return events;
    }

    /** Says which hook of which element it was. */
    static ScriptFailure failure(Connection connection, Hook hook, String reason) {
        return new ScriptFailure(
                500,
                "The " + hook.name() + " of the element " + connection.element().key() + " failed: "
                        + HookWords.masked(connection, reason));
    }

    /**
     * Keeps what a hook says of the configuration.
     *
     * @param given values by key; null takes the instance's own value away
     * @return what has changed by it
     */
    Map<String, Optional<String>> configured(Connection connection, JsonNode given) {
        Map<String, Optional<String>> changes = new LinkedHashMap<>();
        given.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            Optional<String> text = value.isNull()
                    ? Optional.empty()
                    : Optional.of(value.isValueNode() ? value.asText() : value.toString());
            if (!text.filter(some -> !some.isEmpty())
                    .equals(connection.configuration().get(entry.getKey()))) {
                changes.put(entry.getKey(), text);
            }
        });
        if (!changes.isEmpty()) {
            instances.configure(connection.element(), connection.instanceId(), changes);
        }
        return changes;
    }
}
