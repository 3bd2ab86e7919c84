package dev.valence.execution;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How much the steps of one execution may give, together with those of the executions that run it and wait for it. What they gave is
 * in memory until the execution ends, because any later step may ask for it; of a step that runs several times the latest value
 * counts. Used by one thread at a time.
 */
final class ValueLimit implements AutoCloseable {
    /** Of all values of an execution and of the runs of sub-formulas in it together, in characters of JSON. */
    static final long MOST = 16 << 20;

    private static final int LARGE = 256 << 10;

    private final Map<String, ValueSize> sizes = new HashMap<>();
    private final ValueMemory.Share share;
    private final long trigger;
    private ValueSize total = ValueSize.NONE;

    /**
     * Of an execution without values.
     *
     * @param share hears of all that is kept; one for an execution and the runs of sub-formulas in it
     * @param trigger kept too, but no part of the limit
     */
    ValueLimit(ValueMemory.Share share, JsonNode trigger) {
        this.share = share;
        this.trigger = ValueSize.of(trigger).bytes();
        share.add(this.trigger);
    }

    /** What a step came to; a failure when the execution has no room for it. */
    StepResult admit(String step, StepResult result) {
        if (result instanceof StepResult.Again) {
            return result;
        }
        ValueSize size = ValueSize.of(result.value());
        long others =
                share.characters() - sizes.getOrDefault(step, ValueSize.NONE).characters();
        if (others + size.characters() > MOST) {
            keep(step, ValueSize.NONE);
            return StepResult.Failed.because("The step " + step + " gave a value of " + megabytes(size.characters())
                    + " MB; all values of an execution and of its sub-formulas together may have " + megabytes(MOST)
                    + " MB, and those of the other steps have "
                    + megabytes(others)
                    + " MB. Ask for fewer fields or smaller pages, give only what later steps need with done(), and"
                    + " move files with a step of the type elementRequestStream");
        }
        keep(step, size);
        return result;
    }

    /** Nothing of it is kept any more. */
    @Override
    public void close() {
        share.add(-trigger - total.bytes());
        share.addCharacters(-total.characters());
    }

    /** Whether a value is so large that several are not written together. */
    static boolean isLarge(JsonNode value) {
        return ValueSize.of(value).characters() > LARGE;
    }

    private void keep(String step, ValueSize size) {
        ValueSize before = size.characters() == 0 ? sizes.remove(step) : sizes.put(step, size);
        ValueSize gone = before == null ? ValueSize.NONE : before;
        total = new ValueSize(
                total.characters() + size.characters() - gone.characters(),
                total.bytes() + size.bytes() - gone.bytes());
        share.add(size.bytes() - gone.bytes());
        share.addCharacters(size.characters() - gone.characters());
    }

    private static String megabytes(long size) {
        return String.format(Locale.ROOT, "%.1f", size / 1048576.0);
    }
}
