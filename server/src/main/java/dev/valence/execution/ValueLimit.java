package dev.valence.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How much the steps of one execution may give. What they gave is in memory until the execution ends, because any later step may
 * ask for it; of a step that runs several times the latest value counts. Used by one thread at a time.
 */
final class ValueLimit {
    /** Of all values of an execution together, in characters of JSON. */
    static final long MOST = 16 << 20;

    private static final int LARGE = 256 << 10;

    private final Map<String, Long> sizes = new HashMap<>();
    private long total;

    /** What a step came to; a failure when the execution has no room for it. */
    StepResult admit(String step, StepResult result) {
        if (result instanceof StepResult.Again) {
            return result;
        }
        long size = size(result.value());
        long others = total - sizes.getOrDefault(step, 0L);
        if (others + size > MOST) {
            sizes.remove(step);
            total = others;
            return StepResult.Failed.because("The step " + step + " gave a value of " + megabytes(size)
                    + " MB; all values of an execution together may have " + megabytes(MOST)
                    + " MB, and those of its other steps have "
                    + megabytes(others)
                    + " MB. Ask for fewer fields or smaller pages, give only what later steps need with done(), and"
                    + " move files with a step of the type elementRequestStream");
        }
        sizes.put(step, size);
        total = others + size;
        return result;
    }

    /** Whether a value is so large that several are not written together. */
    static boolean isLarge(JsonNode value) {
        return size(value) > LARGE;
    }

    /** Roughly the characters of a value's JSON, counted without making it. */
    private static long size(JsonNode value) {
        if (value instanceof ContainerNode<?> container) {
            long size = 2;
            for (Map.Entry<String, JsonNode> member : container.properties()) {
                size += member.getKey().length() + 4 + size(member.getValue());
            }
            if (container.isArray()) {
                for (JsonNode element : container) {
                    size += 1 + size(element);
                }
            }
            return size;
        }
        return value.isTextual() ? value.textValue().length() + 2L : 8;
    }

    private static String megabytes(long size) {
        return String.format(Locale.ROOT, "%.1f", size / 1048576.0);
    }
}
