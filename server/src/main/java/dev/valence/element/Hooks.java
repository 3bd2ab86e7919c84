package dev.valence.element;

import java.util.List;
import java.util.stream.Stream;

/**
 * The hooks around the calls of one resource, those of its element among them, in the order in which they run.
 *
 * @param before the vendor is asked
 * @param after the vendor has answered
 */
public record Hooks(List<Hook> before, List<Hook> after) {
    public static final Hooks NONE = new Hooks(List.of(), List.of());

    public Hooks {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /** Whether nothing runs. */
    public boolean none() {
        return before.isEmpty() && after.isEmpty();
    }

    /** Those of a resource whose replies pass as they come. */
    Hooks withoutAfter() {
        return before.isEmpty() ? NONE : new Hooks(before, List.of());
    }

    /** The element's hooks lie around those of its resource. */
    static Hooks of(List<Hook> element, List<Hook> resource) {
        return element.isEmpty() && resource.isEmpty()
                ? NONE
                : new Hooks(
                        both(element, resource, HookType.PRE_REQUEST), both(resource, element, HookType.POST_REQUEST));
    }

    private static List<Hook> both(List<Hook> first, List<Hook> second, HookType type) {
        return Stream.concat(first.stream(), second.stream())
                .filter(hook -> hook.type() == type)
                .toList();
    }
}
