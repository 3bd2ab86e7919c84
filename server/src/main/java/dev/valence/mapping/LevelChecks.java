package dev.valence.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.BadRequest;
import dev.valence.tenant.Caller;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Looks at a change of one level together with the levels that it inherits from, and with those below that inherit from it. */
final class LevelChecks {
    private LevelChecks() {}

    /** The levels below that inherit and do not work now; to be asked before a change, which is not to blame for them. */
    static Set<Scope> broken(Handle handle, Scope scope, String elementKey, String name) {
        return broken(VdrRows.related(handle, scope, elementKey, name), scope, name)
                .keySet();
    }

    /**
     * Looks at what is stored now, which the transaction takes back when it fails.
     *
     * @param before the levels below that did not work before
     * @return the transformation in force at the level; empty when it has none of its own
     * @throws BadRequest with the fields that clash and their levels, or with the levels below that would be hurt
     */
    static Optional<ObjectMapping> check(
            Handle handle, Scope scope, String elementKey, String name, Set<Scope> before, Caller caller) {
        Map<Scope, ObjectNode> all = VdrRows.related(handle, scope, elementKey, name);
        Optional<ObjectMapping> own =
                all.containsKey(scope) ? Optional.of(mapping(name, levels(all, scope))) : Optional.empty();
        SequencedMap<Scope, BadRequest> hurt = broken(all, scope, name);
        hurt.keySet().removeAll(before);
        if (!hurt.isEmpty()) {
            throw new HurtLevels(handle, caller, hurt).refusal(name, elementKey);
        }
        return own;
    }

    private static SequencedMap<Scope, BadRequest> broken(Map<Scope, ObjectNode> all, Scope scope, String name) {
        SequencedMap<Scope, BadRequest> broken = new LinkedHashMap<>();
        all.forEach((lower, json) -> {
            if (!lower.equals(scope) && lower.chain().contains(scope) && TransformationReader.inherits(json)) {
                try {
                    mapping(name, levels(all, lower));
                } catch (BadRequest e) {
                    broken.put(lower, e);
                }
            }
        });
        return broken;
    }

    /** What the caller of an object is told whose levels do not go together. */
    static String fault(String name, SequencedMap<Level, ObjectNode> levels, BadRequest why) {
        String words = levels.keySet().stream().map(Level::wire).collect(Collectors.joining(" and "));
        return "The transformation of " + name + " (level " + words + ") cannot be used: " + why.getMessage()
                + "; change one of these fields with PUT, or take inherit out of the nearer level's configuration";
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
