package dev.valence.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.formula.StepType;
import dev.valence.http.Json;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * Goes through a list: every time the execution comes back to it, the next element is {@code entry} and its place, from 0,
 * {@code index}. After the last one it goes on at {@code onFailure}, and would begin anew if it were come to again.
 */
@Singleton
final class LoopWork implements StepWork {
    @Override
    public Set<StepType> types() {
        return Set.of(StepType.LOOP);
    }

    @Override
    public StepResult perform(StepCall call) {
        JsonNode list = list(call);
        if (!list.isArray() && !list.isMissingNode() && !list.isNull()) {
            return StepResult.Failed.because(
                    "The property list has to name a list; " + Context.text(call.property("list")) + " is "
                            + list.getNodeType().name().toLowerCase(java.util.Locale.ROOT));
        }
        int index = call.earlier()
                .filter(earlier -> earlier.status() == StepStatus.SUCCESS)
                .map(earlier -> earlier.value().path("index").asInt() + 1)
                .orElse(0);
        ObjectNode value = Json.MAPPER.createObjectNode().put("index", index);
        if (index >= list.size()) {
            return new StepResult.Otherwise(value);
        }
        value.set("entry", list.get(index));
        return new StepResult.Done(value);
    }

    private static JsonNode list(StepCall call) {
        JsonNode property = call.property("list");
        JsonNode found = property.isTextual()
                ? call.context().named(property.textValue())
                : call.context().resolve(property);
        return found.isTextual() ? call.context().named(found.textValue()) : found;
    }
}
