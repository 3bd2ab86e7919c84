package dev.valence.mapping;

import dev.valence.http.BadRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Refuses fields whose result would depend on their order: of the same path, or of a path inside of another one. */
final class FieldClashes {
    private FieldClashes() {}

    /**
     * Looks at the fields of one transformation; those for different verbs never meet.
     *
     * @throws BadRequest naming the path
     */
    static void refuse(List<FieldMapping> fields) {
        Map<String, List<FieldMapping>> byPath = new HashMap<>();
        for (FieldMapping field : fields) {
            String path = field.path().text();
            List<FieldMapping> same = byPath.computeIfAbsent(path, any -> new ArrayList<>());
            if (same.stream().anyMatch(other -> meet(field, other))) {
                throw new BadRequest("The path '" + path + "' is mapped twice");
            }
            same.add(field);
        }
        for (FieldMapping field : fields) {
            String path = field.path().text();
            for (int end = path.length() - 1; end > 0; end--) {
                if (path.charAt(end) != '.' && path.charAt(end) != '[') {
                    continue;
                }
                String outer = path.substring(0, end);
                if (byPath.getOrDefault(outer, List.of()).stream().anyMatch(other -> meet(field, other))) {
                    throw new BadRequest(
                            "The path '" + path + "' lies inside of the path '" + outer + "', which is mapped itself");
                }
            }
        }
    }

    private static boolean meet(FieldMapping one, FieldMapping other) {
        return one.methods().isEmpty()
                || other.methods().isEmpty()
                || one.methods().stream().anyMatch(other.methods()::contains);
    }
}
