package dev.valence.script;

import java.util.List;

/**
 * A tenant's script: the body of a function that hands its result to {@code done}.
 *
 * @param tenant whose share of the workers it runs in, for example one account
 * @param owner who may see what the script leaves behind in its surroundings, for example one instance's transformation; runs of
 *     one owner and text may share these
 * @param parameters names of the function's parameters, beside those that every script has: {@code done}, {@code CE}, {@code
 *     console}, {@code notify} and {@code require}
 * @param body JavaScript; the function is strict
 */
public record Script(ScriptKind kind, String tenant, String owner, List<String> parameters, String body) {
    public Script {
        parameters = List.copyOf(parameters);
    }

    /** The text stays out of logs. */
    @Override
    public String toString() {
        return "Script[" + kind + " of " + owner + "]";
    }
}
