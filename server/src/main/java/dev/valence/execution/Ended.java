package dev.valence.execution;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * How an execution ended.
 *
 * @param value of its last step
 * @param failedStep the first step that failed
 */
record Ended(ExecutionStatus status, JsonNode value, Optional<String> failedStep, Optional<String> error) {}
