package dev.valence.execution;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The JSON form of a step that ran, and of its values. */
final class StepReply {
    /** Values have numbers of their own on the wire: they are counted through behind their step's. */
    private static final long MOST_VALUES = 10_000;

    /** As the wire has it for steps, unlike all else: a space, and as many decimals as it takes. */
    private static final DateTimeFormatter DATE = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private StepReply() {}

    static ObjectNode of(StepHistory.Item step) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("id", step.id());
        json.put("stepName", step.name());
        json.put("status", step.status().wireName());
        json.put("createdDate", date(step.startedAt()));
        step.endedAt().ifPresent(ended -> json.put("updatedDate", date(ended)));
        return json;
    }

    /** The same with its values. */
    static ObjectNode withValues(StepHistory.Item step, ValueView view) {
        ObjectNode json = of(step);
        json.set("stepExecutionValues", values(step, view));
        return json;
    }

    static ArrayNode values(StepHistory.Item step, ValueView view) {
        ArrayNode values = Json.MAPPER.createArrayNode();
        long id = step.id() * MOST_VALUES;
        for (Map.Entry<String, String> text : texts(step, view).entrySet()) {
            id++;
            values.addObject().put("id", id).put("key", text.getKey()).put("value", text.getValue());
        }
        return values;
    }

    private static Map<String, String> texts(StepHistory.Item step, ValueView view) {
        if (step.value().isEmpty()) {
            String why = step.tooLong()
                    ? "Not shown: it has " + step.bytes() + " bytes, and values up to " + StepHistory.LONGEST + " are"
                    : "Not shown here because of its size: read it with GET /formulas/instances/executions/steps/"
                            + step.id() + "/values";
            return view.logged() ? Map.of(step.name(), why) : Map.of();
        }
        Map<String, String> all = step.sequence() == 0
                ? TriggerValues.of(step.value().get())
                : StepValues.of(step.name(), step.value().get(), view.isRequest(step.name()));
        if (view.logged()) {
            return all;
        }
        Map<String, String> errors = new LinkedHashMap<>();
        String error = step.name() + ".error";
        if (step.status() == StepStatus.FAILED && all.containsKey(error)) {
            errors.put(error, all.getOrDefault(error, ""));
        }
        return errors;
    }

    private static String date(Instant instant) {
        return DATE.format(instant);
    }
}
