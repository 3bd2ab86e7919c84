package dev.valence.formula;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * What starts a formula's executions.
 *
 * @param id the number of the part
 * @param name {@code trigger}, usually
 * @param properties as they were given, with their references
 * @param onSuccess names of the first steps
 */
public record Trigger(
        long id,
        String name,
        TriggerType type,
        boolean async,
        Map<String, JsonNode> properties,
        List<String> onSuccess,
        List<String> onFailure) {}
