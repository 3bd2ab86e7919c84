package dev.valence.mapping;

import java.util.List;

/** How the places of two paths lie to each other, however the paths are spelt. */
enum Meeting {
    /** They never meet. */
    APART,
    SAME,
    /** One lies inside of the other. */
    INSIDE,
    /** One goes on with a name where the other goes on in an array, or they choose elements of one array in different ways. */
    MIXED;

    static Meeting of(FieldPath one, FieldPath other) {
        List<PathStep> here = one.steps();
        List<PathStep> there = other.steps();
        for (int i = 0; i < Math.min(here.size(), there.size()); i++) {
            Meeting step = of(here.get(i), there.get(i));
            if (step != SAME) {
                return step;
            }
        }
        return here.size() == there.size() ? SAME : INSIDE;
    }

    private static Meeting of(PathStep one, PathStep other) {
        if (one.equals(other)) {
            return SAME;
        }
        return switch (one) {
            case PathStep.Name _ -> other instanceof PathStep.Name ? APART : MIXED;
            case PathStep.Index _ ->
                other instanceof PathStep.Each ? SAME : other instanceof PathStep.Index ? APART : MIXED;
            case PathStep.Each _ -> other instanceof PathStep.Index ? SAME : MIXED;
            case PathStep.Match _ -> other instanceof PathStep.Match ? APART : MIXED;
            case PathStep.Size _ -> MIXED;
        };
    }
}
