package dev.valence.formula;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Works out what starts an instance of a formula, and which element instances it uses. */
final class Bindings {
    private static final Pattern ID = Pattern.compile("\\d{1,18}");

    private Bindings() {}

    /** What the formula's trigger comes to with these values. */
    static Optional<Binding> of(FormulaVersion version, Map<String, String> values) {
        return version.trigger()
                .map(trigger -> new Binding(
                        trigger.type(),
                        text(trigger, "elementInstanceId", values)
                                .map(String::strip)
                                .filter(text -> ID.matcher(text).matches())
                                .map(Long::parseLong),
                        text(trigger, "method", values).map(text -> text.strip().toUpperCase(Locale.ROOT)),
                        text(trigger, "api", values),
                        text(trigger, "cron", values).map(String::strip)));
    }

    /** The element instances that the values name, and the one of the trigger. */
    static Set<Long> elementInstances(FormulaVersion version, Map<String, String> values) {
        Set<Long> ids = new LinkedHashSet<>();
        for (Variable variable : version.configuration()) {
            String value = values.getOrDefault(variable.key(), "").strip();
            if (variable.type() == VariableType.ELEMENT_INSTANCE
                    && ID.matcher(value).matches()) {
                ids.add(Long.parseLong(value));
            }
        }
        of(version, values).flatMap(Binding::elementInstanceId).ifPresent(ids::add);
        return ids;
    }

    private static Optional<String> text(Trigger trigger, String property, Map<String, String> values) {
        return Optional.ofNullable(trigger.properties().get(property))
                .filter(JsonNode::isValueNode)
                .map(JsonNode::asText)
                .filter(text -> !text.isBlank() && !text.equals("null"))
                .flatMap(text -> References.resolve(text, values));
    }
}
