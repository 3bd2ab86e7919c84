package dev.valence.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.http.Json;
import dev.valence.script.Script;
import dev.valence.script.ScriptKind;
import dev.valence.script.ScriptResult;
import dev.valence.script.Scripts;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Maps objects whose transformation has scripts: first the fields, then each script in turn. A script that fails changes nothing
 * of its object, as the platform that clients know has it. For threads that may block.
 */
@Singleton
public class ScriptedMapping {
    /** Objects that are handed to a script's process at once, and bytes. */
    private static final int BATCH = 100;

    private static final int BATCH_BYTES = 1024 * 1024;

    private static final List<String> PARAMETERS = List.of("originalObject", "transformedObject", "fromVendor");
    /** Without one of these a script cannot get at what came; then it need not be sent. The last writes a name in another way. */
    private static final Pattern LOOKS_BACK = Pattern.compile("originalObject|arguments|eval|\\\\u");

    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private static final ScriptResult.Failed NO_RESULT = new ScriptResult.Failed(
            "nothing was handed to done, so the object is what its fields made of it; write done(transformedObject)",
            0,
            List.of());

    private final Scripts scripts;

    ScriptedMapping(Scripts scripts) {
        this.scripts = scripts;
    }

    /**
     * Mapped objects.
     *
     * @param objects as JSON in UTF-8
     * @param failure why a script failed, the first time it did; for people who try it out
     */
    public record Mapped(List<byte[]> objects, Optional<ScriptResult.Failed> failure) {
        /** All of them as one array. */
        public byte[] array() {
            byte[] json =
                    new byte[objects.stream().mapToInt(one -> one.length + 1).sum() + (objects.isEmpty() ? 2 : 1)];
            int at = 0;
            json[at++] = '[';
            for (byte[] object : objects) {
                if (at > 1) {
                    json[at++] = ',';
                }
                System.arraycopy(object, 0, json, at, object.length);
                at += object.length;
            }
            json[at] = ']';
            return json;
        }
    }

    /**
     * Maps objects in one direction.
     *
     * @param tenant whose share of the workers is used, for example one account
     * @param owner whose scripts these are, for example one instance
     * @param fromVendor whether the provider's objects are given
     */
    public Mapped map(ObjectMapping mapping, String tenant, String owner, List<JsonNode> given, boolean fromVendor) {
        List<byte[]> mapped = new ArrayList<>(given.size());
        given.forEach(
                object -> mapped.add(Json.bytes(fromVendor ? mapping.fromVendor(object) : mapping.toVendor(object))));
        Optional<ScriptResult.Failed> failure = Optional.empty();
        for (String body : mapping.scripts()) {
            Script script =
                    new Script(ScriptKind.TRANSFORMATION, tenant, owner + " " + mapping.name(), PARAMETERS, body);
            for (int from = 0; from < mapped.size(); ) {
                List<List<byte[]>> calls = calls(body, given, mapped, from, fromVendor);
                Optional<ScriptResult.Failed> failed = run(script, calls, mapped, from);
                failure = failure.or(() -> failed);
                from += calls.size();
            }
        }
        return new Mapped(mapped, failure);
    }

    private static List<List<byte[]>> calls(
            String body, List<JsonNode> given, List<byte[]> mapped, int from, boolean fromVendor) {
        boolean looksBack = LOOKS_BACK.matcher(body).find();
        byte[] direction = Boolean.toString(fromVendor).getBytes(StandardCharsets.US_ASCII);
        List<List<byte[]>> calls = new ArrayList<>();
        int bytes = 0;
        for (int i = from; i < mapped.size() && calls.size() < BATCH && bytes < BATCH_BYTES; i++) {
            byte[] original = looksBack ? Json.bytes(given.get(i)) : NULL;
            calls.add(List.of(original, mapped.get(i), direction));
            bytes += original.length + mapped.get(i).length;
        }
        return calls;
    }

    private Optional<ScriptResult.Failed> run(Script script, List<List<byte[]>> calls, List<byte[]> mapped, int from) {
        List<ScriptResult> results = scripts.run(script, calls);
        Optional<ScriptResult.Failed> failure = Optional.empty();
        for (int i = 0; i < results.size(); i++) {
            switch (results.get(i)) {
                case ScriptResult.Done done
                when Arrays.equals(done.json(), NULL) -> failure = failure.or(() -> Optional.of(NO_RESULT));
                case ScriptResult.Done done -> mapped.set(from + i, done.json());
                case ScriptResult.Failed failed -> failure = failure.or(() -> Optional.of(failed));
            }
        }
        return failure;
    }
}
