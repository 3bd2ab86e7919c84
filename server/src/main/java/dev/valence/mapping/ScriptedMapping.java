package dev.valence.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.http.Json;
import dev.valence.http.ProviderFailure;
import dev.valence.script.Script;
import dev.valence.script.ScriptKind;
import dev.valence.script.ScriptResult;
import dev.valence.script.Scripts;
import dev.valence.script.TimeLeft;
import jakarta.inject.Singleton;
import java.io.IOException;
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
     * Maps objects in one direction. The time of a list is that of all of them and of all scripts; objects that it does not reach
     * stay as their fields are mapped.
     *
     * @param tenant whose share of the workers is used, for example one account
     * @param owner whose scripts these are, for example one instance
     * @param given the objects; what is none is handed to the scripts as it is
     * @param fromVendor whether the provider's objects are given
     */
    public Mapped map(ObjectMapping mapping, String tenant, String owner, JsonValues given, boolean fromVendor) {
        return map(mapping, tenant, owner, given, fromVendor, scripts.time(ScriptKind.TRANSFORMATION));
    }

    Mapped map(
            ObjectMapping mapping, String tenant, String owner, JsonValues given, boolean fromVendor, TimeLeft left) {
        List<byte[]> mapped = fields(mapping, given, fromVendor);
        Optional<ScriptResult.Failed> failure = Optional.empty();
        for (String body : mapping.scripts()) {
            Script script =
                    new Script(ScriptKind.TRANSFORMATION, tenant, owner + " " + mapping.name(), PARAMETERS, body);
            for (int from = 0; from < mapped.size(); ) {
                List<List<byte[]>> calls = calls(body, given, mapped, from, fromVendor);
                Optional<ScriptResult.Failed> failed = run(script, calls, mapped, from, left);
                failure = failure.or(() -> failed);
                from += calls.size();
            }
        }
        return new Mapped(mapped, failure);
    }

    /** The fields are mapped as text where there is a table of them, and else as a tree. */
    private static List<byte[]> fields(ObjectMapping mapping, JsonValues given, boolean fromVendor) {
        Optional<TableReading> table = fromVendor ? mapping.table().map(TableReading::new) : Optional.empty();
        List<byte[]> mapped = new ArrayList<>(given.size());
        JsonOut out = new JsonOut(0);
        for (int i = 0; i < given.size(); i++) {
            if (!given.isObject(i)) {
                mapped.add(given.value(i));
                continue;
            }
            out.backTo(0);
            boolean read =
                    table.isPresent() && table.get().map(given.text(), given.starts()[i], given.ends()[i], out) >= 0;
            mapped.add(read ? Arrays.copyOf(out.bytes(), out.length()) : asTree(mapping, given.value(i), fromVendor));
        }
        return mapped;
    }

    private static byte[] asTree(ObjectMapping mapping, byte[] object, boolean fromVendor) {
        try {
            JsonNode json = Json.MAPPER.readTree(object);
            return Json.bytes(fromVendor ? mapping.fromVendor(json) : mapping.toVendor(json));
        } catch (IOException e) {
            throw new ProviderFailure(502, "An object that cannot be read came; try again or ask the provider");
        }
    }

    private static List<List<byte[]>> calls(
            String body, JsonValues given, List<byte[]> mapped, int from, boolean fromVendor) {
        boolean looksBack = LOOKS_BACK.matcher(body).find();
        byte[] direction = Boolean.toString(fromVendor).getBytes(StandardCharsets.US_ASCII);
        List<List<byte[]>> calls = new ArrayList<>();
        int bytes = 0;
        for (int i = from; i < mapped.size() && calls.size() < BATCH && bytes < BATCH_BYTES; i++) {
            byte[] original = looksBack ? given.value(i) : NULL;
            calls.add(List.of(original, mapped.get(i), direction));
            bytes += original.length + mapped.get(i).length;
        }
        return calls;
    }

    private Optional<ScriptResult.Failed> run(
            Script script, List<List<byte[]>> calls, List<byte[]> mapped, int from, TimeLeft left) {
        List<ScriptResult> results = scripts.run(script, calls, left);
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
