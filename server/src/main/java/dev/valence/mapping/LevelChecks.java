package dev.valence.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.BadRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Looks at a change of one level together with the levels that it inherits from, and with those below that inherit from it. */
final class LevelChecks {
    private static final int MOST_NAMED = 5;

    private LevelChecks() {}

    /** A transformation of a level below that would not work any more. */
    private record Broken(Scope scope, BadRequest fault) {
        String place() {
            return scope.instanceId()
                    .map(id -> "instance " + id)
                    .orElseGet(() -> "account " + scope.accountId().orElseThrow());
        }
    }

    /**
     * Looks at what is stored now, which the transaction takes back when it fails.
     *
     * @return the transformation in force at the level itself; empty when neither the level nor one above has any
     * @throws BadRequest with the fields that clash and their levels, or with the levels below that would be hurt
     */
    static Optional<ObjectMapping> check(Handle handle, Scope scope, String elementKey, String name) {
        Map<Scope, ObjectNode> all = VdrRows.related(handle, scope, elementKey, name);
        Optional<ObjectMapping> own = Optional.of(levels(all, scope))
                .filter(levels -> !levels.isEmpty())
                .map(levels -> mapping(name, levels));
        List<Broken> broken = new ArrayList<>();
        all.forEach((lower, json) -> {
            if (!lower.equals(scope) && lower.chain().contains(scope) && TransformationReader.inherits(json)) {
                try {
                    mapping(name, levels(all, lower));
                } catch (BadRequest e) {
                    broken.add(new Broken(lower, e));
                }
            }
        });
        if (!broken.isEmpty()) {
            throw hurt(name, broken);
        }
        return own;
    }

    /** What the caller of an object is told whose levels do not go together. */
    static String fault(String name, SequencedMap<Level, ObjectNode> levels, BadRequest why) {
        String words = levels.keySet().stream().map(Level::wire).collect(Collectors.joining(" and "));
        return "The transformation of " + name + " (level " + words + ") cannot be used: " + why.getMessage()
                + "; change one of these fields with PUT, or take inherit out of the nearer level's configuration";
    }

    private static BadRequest hurt(String name, List<Broken> broken) {
        String places = broken.stream().limit(MOST_NAMED).map(Broken::place).collect(Collectors.joining(", "));
        int more = broken.size() - MOST_NAMED;
        BadRequest first = broken.getFirst().fault();
        return new BadRequest(
                "This would break the transformation of " + name + " of " + places
                        + (more > 0 ? " and " + more + " more" : "") + ", which inherits: " + first.getMessage()
                        + "; change the nearer transformation first, or take inherit out of its configuration",
                first);
    }

    private static SequencedMap<Level, ObjectNode> levels(Map<Scope, ObjectNode> all, Scope scope) {
        SequencedMap<Level, ObjectNode> levels = new LinkedHashMap<>();
        for (Scope each : scope.chain()) {
            Optional.ofNullable(all.get(each)).ifPresent(json -> levels.put(each.level(), json));
        }
        return levels;
    }

    private static ObjectMapping mapping(String name, SequencedMap<Level, ObjectNode> levels) {
        return TransformationReader.mapping(name, LevelMerge.transformation(levels), Map.of(), List.of());
    }
}
