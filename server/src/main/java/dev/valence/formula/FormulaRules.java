package dev.valence.formula;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What holds for the parts of a formula: names, types, properties, and where steps lead.
 *
 * <p>Allowed on purpose: circles of steps, which loops and retries are made of and which the execution bounds; references to
 * steps that are not there, which come to nothing; formulas that run each other, which is noticed when they do.
 */
final class FormulaRules {
    private final ObjectNode document;
    private final Problems problems;
    private final Set<String> keys = new HashSet<>();
    private final Map<String, JsonNode> steps = new HashMap<>();

    private FormulaRules(ObjectNode document, Problems problems) {
        this.document = document;
        this.problems = problems;
    }

    /** Adds what is wrong with the parts of a formula. */
    static void check(ObjectNode document, Problems problems) {
        new FormulaRules(document, problems).check();
    }

    private void check() {
        unique("configuration", "key", keys);
        unique("steps", "name", new HashSet<>());
        for (JsonNode step : document.path("steps")) {
            steps.put(step.path("name").asText(), step);
        }
        if (document.path("triggers").size() > 1) {
            problems.add("triggers", "has " + document.path("triggers").size() + " entries; a formula has one trigger");
        }
        each("triggers", (trigger, place) -> {
            Optional<TriggerType> type = TriggerType.of(trigger.path("type").asText());
            type.ifPresentOrElse(
                    known -> part(trigger, place, known.wire(), known.properties()),
                    () -> unknown(trigger, place, "event, elementRequest, scheduled or manual"));
        });
        each("steps", (step, place) -> {
            if (step.path("name").asText().equals("trigger")) {
                problems.add(place + ".name", "cannot be trigger, which is the name of the trigger's values");
            }
            Optional<StepType> type = StepType.of(step.path("type").asText());
            type.ifPresentOrElse(
                    known -> part(step, place, known.wire(), known.properties()),
                    () -> unknown(step, place, "one of " + StepType.words()));
        });
    }

    private interface Visit {
        void visit(ObjectNode part, String place);
    }

    private void each(String list, Visit visit) {
        int index = 0;
        for (JsonNode part : document.path(list)) {
            visit.visit((ObjectNode) part, FormulaReader.place(list, part, list + "[" + index++ + "]"));
        }
    }

    private void unique(String list, String member, Set<String> seen) {
        each(list, (part, place) -> {
            String name = part.path(member).asText();
            if (!name.isBlank() && !seen.add(name)) {
                problems.add(place + "." + member, "is used twice; each must be unique in the formula");
            }
        });
    }

    private void unknown(JsonNode part, String place, String known) {
        String type = part.path("type").asText();
        if (!type.isBlank()) {
            problems.add(
                    place + ".type",
                    "is '" + PropertyKind.shortened(type) + "', which is unknown; it must be " + known);
        }
    }

    private void part(ObjectNode part, String place, String type, List<Property> properties) {
        part.put("type", type);
        for (Property property : properties) {
            property(part.path("properties"), property, place + ".properties." + property.name());
        }
        targets(part, "onSuccess", place);
        targets(part, "onFailure", place);
    }

    private void targets(JsonNode part, String member, String place) {
        for (JsonNode name : part.path(member)) {
            if (!steps.containsKey(name.asText())) {
                problems.add(
                        place + "." + member,
                        "names the step '" + PropertyKind.shortened(name.asText())
                                + "', which the formula does not have");
            }
        }
    }

    private void property(JsonNode properties, Property property, String place) {
        JsonNode value = properties.path(property.name());
        boolean blank = value.isMissingNode()
                || value.isNull()
                || (value.isTextual() && value.textValue().isBlank());
        if (blank) {
            if (property.required()) {
                problems.add(place, "is missing");
            }
            return;
        }
        if (property.kind() == PropertyKind.ELEMENT_INSTANCE) {
            elementInstance(value.asText(), place);
        } else if (value.isValueNode() && !References.any(value.asText())) {
            property.kind().fault(value.asText()).ifPresent(fault -> problems.add(place, fault));
        }
    }

    /** An id, or a reference whose variable is declared; what a step or the trigger tells is known when it runs. */
    private void elementInstance(String text, String place) {
        if (text.isBlank()) {
            problems.add(place, "must be the id of an element instance or a reference like ${config.key}");
        } else if (References.any(text)) {
            for (String path : References.paths(text)) {
                References.unknownVariable(path, keys, steps.keySet())
                        .ifPresent(key -> problems.add(
                                place,
                                "refers to the variable '" + PropertyKind.shortened(key)
                                        + "', which configuration does not declare"));
            }
        } else if (!text.strip().matches("\\d{1,18}") && !References.isBare(text.strip(), keys, steps.keySet())) {
            problems.add(
                    place,
                    "is '" + PropertyKind.shortened(text)
                            + "'; it must be the id of an element instance or a reference like ${config.key}");
        }
    }
}
