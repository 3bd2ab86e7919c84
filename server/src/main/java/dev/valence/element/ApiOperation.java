package dev.valence.element;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A documented resource.
 *
 * @param id unique in its document, for example {@code updateChannelsById}
 * @param object name of what the path leads to, children in camel case: {@code channelsUsers}
 */
record ApiOperation(String id, String object, Resource resource) {
    /**
     * Names a resource.
     *
     * @param taken ids already given away in the document; gets the new one
     */
    static ApiOperation of(Resource resource, Set<String> taken) {
        String verb = switch (resource.method()) {
            case "POST" -> "create";
            case "PUT" -> "replace";
            case "PATCH" -> "update";
            default -> resource.method().toLowerCase(Locale.ROOT);
        };
        StringBuilder name = new StringBuilder(verb);
        for (String segment : PathTemplate.segments(resource.path())) {
            Optional<String> variable = PathTemplate.variableOf(segment);
            name.append(variable.isPresent() ? "By" : "")
                    .append(capital(variable.orElse(segment).replaceAll("[^A-Za-z0-9]", "")));
        }
        String id = name.toString();
        for (int n = 2; !taken.add(id); n++) {
            id = name.toString() + n;
        }
        return new ApiOperation(id, object(resource.path()), resource);
    }

    /** The object that a path leads to: its literal segments in camel case. */
    static String object(String path) {
        StringBuilder object = new StringBuilder();
        for (String segment : PathTemplate.segments(path)) {
            if (PathTemplate.variableOf(segment).isEmpty()) {
                object.append(object.isEmpty() ? segment : capital(segment));
            }
        }
        return object.toString();
    }

    private static String capital(String word) {
        return word.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
