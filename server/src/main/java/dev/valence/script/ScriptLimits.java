package dev.valence.script;

import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What a script may take. */
@Singleton
public final class ScriptLimits {
    private final Duration transformation;
    private final Duration hook;
    private final Duration formula;
    private final int memoryMb;
    private final int output;

    /**
     * Limits of a server.
     *
     * @param transformation how long a script may run for one object
     * @param hook how long a hook may run
     * @param formula how long a script of a formula may run
     * @param memoryMb what the scripts of one process may take together; at least 16
     * @param output most characters of one result, with all that is logged
     */
    public ScriptLimits(
            @ConfigProperty(name = "valence.scripts.transformation-time") Duration transformation,
            @ConfigProperty(name = "valence.scripts.hook-time") Duration hook,
            @ConfigProperty(name = "valence.scripts.formula-time") Duration formula,
            @ConfigProperty(name = "valence.scripts.memory-mb") int memoryMb,
            @ConfigProperty(name = "valence.scripts.output-limit") int output) {
        this.transformation = transformation;
        this.hook = hook;
        this.formula = formula;
        this.memoryMb = Math.max(16, memoryMb);
        this.output = output;
    }

    Duration time(ScriptKind kind) {
        return switch (kind) {
            case TRANSFORMATION -> transformation;
            case HOOK -> hook;
            case FORMULA, FORMULA_V1 -> formula;
        };
    }

    int memoryMb() {
        return memoryMb;
    }

    int output() {
        return output;
    }
}
