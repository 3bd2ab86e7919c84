package dev.valence.formula;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * One step of a formula.
 *
 * @param id the number of the part
 * @param name unique in the formula
 * @param properties as they were given, with their references; not to be changed
 * @param onSuccess names of the steps that follow a success, normally one; empty: the branch ends
 * @param onFailure the same for a failure
 */
public record Step(
        long id,
        String name,
        StepType type,
        Map<String, JsonNode> properties,
        List<String> onSuccess,
        List<String> onFailure) {}
