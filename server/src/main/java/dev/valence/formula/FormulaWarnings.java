package dev.valence.formula;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.http.BadRequest;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is no fault of a formula but likely a mistake. */
final class FormulaWarnings {
    private FormulaWarnings() {}

    static List<String> of(FormulaVersion version) {
        return List.copyOf(byPlace(version).values());
    }

    /** The same with where it is, in the words of {@link Problems}. */
    static Map<String, String> byPlace(FormulaVersion version) {
        Map<String, String> warnings = new LinkedHashMap<>();
        version.trigger().ifPresent(trigger -> {
            Set<String> reached = reached(version, trigger);
            version.steps().keySet().stream()
                    .filter(name -> !reached.contains(name))
                    .forEach(name -> warnings.put("steps." + name, "no step leads to the step '" + name + "'"));
            neverComes(trigger)
                    .ifPresent(warning -> warnings.put("triggers." + trigger.name() + ".properties.cron", warning));
        });
        return warnings;
    }

    private static Set<String> reached(FormulaVersion version, Trigger trigger) {
        Set<String> reached = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(trigger.onSuccess());
        open.addAll(trigger.onFailure());
        while (!open.isEmpty()) {
            Step step = version.steps().get(open.remove());
            if (step != null && reached.add(step.name())) {
                open.addAll(step.onSuccess());
                open.addAll(step.onFailure());
            }
        }
        return reached;
    }

    private static Optional<String> neverComes(Trigger trigger) {
        JsonNode cron = trigger.properties().get("cron");
        if (trigger.type() != TriggerType.SCHEDULED || cron == null || References.any(cron.asText())) {
            return Optional.empty();
        }
        return comes(cron.asText()) ? Optional.empty() : Optional.of("the schedule of the trigger never comes");
    }

    /** Whether a schedule has any time, be it in the past. */
    static boolean comes(String cron) {
        try {
            return Cron.parse(cron).next(Instant.EPOCH).isPresent();
        } catch (BadRequest e) {
            return false;
        }
    }
}
