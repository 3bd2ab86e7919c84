package dev.valence.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.valence.script.Script;
import dev.valence.script.ScriptResult;
import dev.valence.script.Scripts;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Maps objects whose transformation has scripts: first the fields, then each script in turn. A script that fails changes nothing
 * of its object, as the platform that clients know has it. For threads that may block.
 */
@Singleton
public class ScriptedMapping {
    /** Objects that are handed to a script's process at once. */
    private static final int BATCH = 100;

    private static final List<String> PARAMETERS = List.of("originalObject", "transformedObject", "fromVendor");

    private final Scripts scripts;
    private final Duration limit;

    ScriptedMapping(Scripts scripts, @ConfigProperty(name = "valence.scripts.transformation-time") Duration limit) {
        this.scripts = scripts;
        this.limit = limit;
    }

    /**
     * Mapped objects.
     *
     * @param failure why a script failed, the first time it did; for people who try it out
     */
    public record Mapped(List<JsonNode> objects, Optional<ScriptResult.Failed> failure) {}

    /**
     * Maps objects in one direction.
     *
     * @param owner whose scripts these are, for example one instance
     * @param fromVendor whether the provider's objects are given
     */
    public Mapped map(ObjectMapping mapping, String owner, List<JsonNode> given, boolean fromVendor) {
        List<JsonNode> mapped = new ArrayList<>(given.size());
        given.forEach(object -> mapped.add(fromVendor ? mapping.fromVendor(object) : mapping.toVendor(object)));
        Optional<ScriptResult.Failed> failure = Optional.empty();
        for (String body : mapping.scripts()) {
            Script script = new Script(owner + " " + mapping.name(), PARAMETERS, body);
            for (int from = 0; from < mapped.size(); from += BATCH) {
                Optional<ScriptResult.Failed> failed =
                        run(script, given, mapped, from, Math.min(mapped.size(), from + BATCH), fromVendor);
                failure = failure.or(() -> failed);
            }
        }
        return new Mapped(mapped, failure);
    }

    private Optional<ScriptResult.Failed> run(
            Script script, List<JsonNode> given, List<JsonNode> mapped, int from, int to, boolean fromVendor) {
        List<List<JsonNode>> calls = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            calls.add(List.of(given.get(i), mapped.get(i), BooleanNode.valueOf(fromVendor)));
        }
        List<ScriptResult> results = scripts.run(script, calls, limit);
        Optional<ScriptResult.Failed> failure = Optional.empty();
        for (int i = from; i < to; i++) {
            switch (results.get(i - from)) {
                case ScriptResult.Done done -> mapped.set(i, done.value());
                case ScriptResult.Failed failed -> failure = failure.or(() -> Optional.of(failed));
            }
        }
        return failure;
    }
}
