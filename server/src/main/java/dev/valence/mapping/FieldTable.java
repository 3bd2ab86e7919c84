package dev.valence.mapping;

import dev.valence.mapping.VendorPlace.Role;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a mapping in a form that maps the provider's objects as text, without a tree: {@link TableReading} notes where the
 * values stand, and writes them in the places of the application's object. Made once for a transformation; immutable.
 *
 * <p>Mappings whose paths have names only, and indexes on the provider's side, have such a form; others do not.
 */
public final class FieldTable {
    private final VendorPlace vendor;
    private final int places;
    private final List<TargetMember> members;
    private final boolean passes;

    private FieldTable(VendorPlace vendor, int places, List<TargetMember> members, boolean passes) {
        this.vendor = vendor;
        this.places = places;
        this.members = List.copyOf(members);
        this.passes = passes;
    }

    /** What to look for in the provider's object. */
    VendorPlace vendor() {
        return vendor;
    }

    /** How many places there are, the object itself among them. */
    int places() {
        return places;
    }

    List<TargetMember> members() {
        return members;
    }

    /** Whether members that no field names stay. */
    boolean passes() {
        return passes;
    }

    /** The table of a mapping; empty when it takes a tree. */
    static Optional<FieldTable> of(List<FieldMapping> fields, boolean passes) {
        List<FieldMapping> used =
                fields.stream().filter(field -> passes || field.read()).toList();
        return used.stream().allMatch(FieldTable::fits) ? new Builder(passes).table(used) : Optional.empty();
    }

    private static boolean fits(FieldMapping field) {
        boolean found = field.vendorPath().steps().stream()
                .allMatch(step -> step instanceof PathStep.Index
                        || (step instanceof PathStep.Name(String name) && isPlain(name)));
        boolean put = field.path().steps().stream()
                .allMatch(step -> step instanceof PathStep.Name(String name) && isPlain(name));
        return found
                && (put || !field.read())
                && field.otherwise().map(value -> isText(value.toString())).orElse(true);
    }

    /** A name that stands in JSON text as it is. */
    private static boolean isPlain(String name) {
        return isText(name) && name.chars().allMatch(c -> c >= ' ' && c != '"' && c != '\\');
    }

    private static boolean isText(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static final class Branch {
        private final int id;
        private Role role = Role.WAY;
        private final Map<String, Branch> members = new LinkedHashMap<>();
        private final Map<Integer, Branch> elements = new TreeMap<>();

        Branch(int id) {
            this.id = id;
        }

        VendorPlace place() {
            Map<String, VendorPlace> byName = new LinkedHashMap<>();
            members.forEach((name, branch) -> byName.put(name, branch.place()));
            SortedMap<Integer, VendorPlace> byIndex = new TreeMap<>();
            elements.forEach((index, branch) -> byIndex.put(index, branch.place()));
            return new VendorPlace(id, role, byName, byIndex);
        }
    }

    private static final class Put {
        private final Map<String, Put> members = new LinkedHashMap<>();
        private @Nullable FieldMapping field;
    }

    private static final class Builder {
        private final boolean passes;
        private int places;
        private final Branch vendor = branch();
        private final Put own = new Put();
        private final Map<FieldMapping, Integer> placeOf = new LinkedHashMap<>();
        private final Map<String, Integer> contested = new LinkedHashMap<>();

        Builder(boolean passes) {
            this.passes = passes;
        }

        Optional<FieldTable> table(List<FieldMapping> fields) {
            for (FieldMapping field : fields) {
                Branch branch = found(field.vendorPath());
                branch.role = Role.FIELD;
                placeOf.put(field, branch.id);
                if (field.read() && !put(field)) {
                    return Optional.empty();
                }
            }
            if (passes) {
                own.members.forEach(this::contest);
            }
            return Optional.of(new FieldTable(vendor.place(), places, members(own, contested), passes));
        }

        private Branch branch() {
            return new Branch(places++);
        }

        private Branch found(FieldPath path) {
            Branch branch = vendor;
            for (PathStep step : path.steps()) {
                branch = step instanceof PathStep.Name(String name)
                        ? branch.members.computeIfAbsent(name, any -> branch())
                        : branch.elements.computeIfAbsent(((PathStep.Index) step).index(), any -> branch());
            }
            return branch;
        }

        /** Answers whether the place was free; paths that differ in blanks only are found out here. */
        private boolean put(FieldMapping field) {
            Put put = own;
            for (PathStep step : field.path().steps()) {
                if (put.field != null) {
                    return false;
                }
                put = put.members.computeIfAbsent(((PathStep.Name) step).name(), any -> new Put());
            }
            boolean free = put.field == null && put.members.isEmpty();
            put.field = field;
            return free;
        }

        /** Members of the provider that pass may have the name of one of the application's. */
        private void contest(String name, Put put) {
            Branch there = vendor.members.get(name);
            if (there == null) {
                there = branch();
                there.role = put.field == null ? Role.TRAP : Role.CONTESTED;
                vendor.members.put(name, there);
                contested.put(name, there.id);
            } else if (there.role == Role.WAY) {
                there.role = Role.TRAP;
            }
        }

        private List<TargetMember> members(Put put, Map<String, Integer> contested) {
            List<TargetMember> members = new ArrayList<>();
            put.members.forEach((name, member) -> {
                FieldMapping field = member.field;
                members.add(
                        field == null
                                ? new TargetMember.Group(name, members(member, Map.of()))
                                : new TargetMember.Leaf(
                                        name,
                                        field,
                                        placeOf.getOrDefault(field, VendorPlace.NONE),
                                        contested.getOrDefault(name, VendorPlace.NONE)));
            });
            return members;
        }
    }
}
