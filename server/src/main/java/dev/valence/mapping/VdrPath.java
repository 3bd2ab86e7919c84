package dev.valence.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A path below {@code /vdrs} or {@code /common-resources}, taken apart; its texts are still percent-encoded.
 *
 * @param vdr id or name; empty for the collection
 * @param part the word behind it: empty for itself, or one of its parts or of the actions
 *     of the collection
 * @param transformation id of one
 */
record VdrPath(Optional<String> vdr, String part, Optional<String> transformation) {
    private static final List<String> NAMES = List.of("/vdrs", "/common-resources");
    /** Words in the place of a name. */
    static final List<String> ACTIONS = List.of("clone", "export", "import");

    private static final List<String> PARTS = List.of("clone", "export", "transformations");

    /** Reads a path behind the API's prefix; empty when it is none of these. */
    static Optional<VdrPath> parse(String path) {
        return NAMES.stream()
                .filter(name -> path.equals(name) || path.startsWith(name + "/"))
                .findFirst()
                .flatMap(name -> rest(path.substring(name.length())));
    }

    private static Optional<VdrPath> rest(String path) {
        String[] segments = path.split("/", -1);
        if (segments.length > 4 || (segments.length > 1 && segments[segments.length - 1].isEmpty())) {
            return Optional.empty();
        }
        return switch (segments.length) {
            case 1 -> Optional.of(new VdrPath(Optional.empty(), "", Optional.empty()));
            case 2 ->
                ACTIONS.contains(segments[1])
                        ? Optional.of(new VdrPath(Optional.empty(), segments[1], Optional.empty()))
                        : Optional.of(new VdrPath(Optional.of(segments[1]), "", Optional.empty()));
            case 3 ->
                PARTS.contains(segments[2])
                        ? Optional.of(new VdrPath(Optional.of(segments[1]), segments[2], Optional.empty()))
                        : Optional.empty();
            default ->
                segments[2].equals("transformations")
                        ? Optional.of(new VdrPath(Optional.of(segments[1]), segments[2], Optional.of(segments[3])))
                        : Optional.empty();
        };
    }

    /** Every call, for the description of the platform: verb and path behind the API's prefix. */
    static List<String> all() {
        List<String> all = new ArrayList<>();
        for (String name : NAMES) {
            for (String call : List.of(
                    "GET ",
                    "POST ",
                    "POST /import",
                    "GET /export",
                    "POST /clone",
                    "GET /{idOrName}",
                    "PUT /{idOrName}",
                    "PATCH /{idOrName}",
                    "DELETE /{idOrName}",
                    "POST /{idOrName}/clone",
                    "GET /{idOrName}/export",
                    "GET /{idOrName}/transformations",
                    "POST /{idOrName}/transformations",
                    "GET /{idOrName}/transformations/{transformationId}",
                    "PUT /{idOrName}/transformations/{transformationId}",
                    "DELETE /{idOrName}/transformations/{transformationId}")) {
                all.add(call.replace(" ", " " + name));
            }
        }
        return all;
    }
}
