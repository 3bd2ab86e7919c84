package dev.valence.mapping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A path of definitions or transformations, taken apart; its texts are still percent-encoded.
 *
 * @param owner the account's or instance's id; empty for the caller's own account, or the instance of the element token
 * @param element key or id, for transformations of organizations and accounts
 * @param name the object's name; empty for all
 */
record MappingPath(Kind kind, Level level, Optional<String> owner, Optional<String> element, Optional<String> name) {
    /** What the path is about. */
    enum Kind {
        DEFINITION,
        /** The object itself, which can be renamed. */
        OBJECT,
        TRANSFORMATION
    }

    private static final String OBJECTS = "objects";
    private static final String DEFINITIONS = "definitions";
    private static final String TRANSFORMATIONS = "transformations";

    /**
     * Reads a path.
     *
     * @param path behind the API's prefix
     * @return empty when it is none of these
     */
    static Optional<MappingPath> parse(String path) {
        List<String> segments = new ArrayList<>(Arrays.asList(path.split("/", -1)));
        if (segments.size() < 3 || !segments.removeFirst().isEmpty()) {
            return Optional.empty();
        }
        Optional<Level> level = level(segments.removeFirst());
        if (level.isEmpty()) {
            return Optional.empty();
        }
        String next = segments.getFirst();
        boolean owned = level.get() != Level.ORGANIZATION
                && !next.equals(OBJECTS)
                && !next.equals("elements")
                && !next.equals(TRANSFORMATIONS);
        Optional<String> owner = owned ? Optional.of(segments.removeFirst()) : Optional.empty();
        return rest(level.get(), owner, segments);
    }

    private static Optional<MappingPath> rest(Level level, Optional<String> owner, List<String> segments) {
        return switch (String.join("/", shape(segments))) {
            case "objects/definitions" -> path(Kind.DEFINITION, level, owner, "", "");
            case "objects/*/definitions" -> path(Kind.DEFINITION, level, owner, "", segments.get(1));
            case "objects/*" -> path(Kind.OBJECT, level, owner, "", segments.get(1));
            case "elements/*/transformations" ->
                level == Level.INSTANCE
                        ? Optional.empty()
                        : path(Kind.TRANSFORMATION, level, owner, segments.get(1), "");
            case "elements/*/transformations/*" ->
                level == Level.INSTANCE
                        ? Optional.empty()
                        : path(Kind.TRANSFORMATION, level, owner, segments.get(1), segments.get(3));
            case "transformations" ->
                level == Level.INSTANCE ? path(Kind.TRANSFORMATION, level, owner, "", "") : Optional.empty();
            case "transformations/*" ->
                level == Level.INSTANCE
                        ? path(Kind.TRANSFORMATION, level, owner, "", segments.get(1))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** The segments with a star for those that are names. */
    private static List<String> shape(List<String> segments) {
        List<String> shape = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            boolean word = i == 0
                    || (i == 1 && segments.size() == 2 && segment.equals(DEFINITIONS))
                    || (i == 2 && (segment.equals(DEFINITIONS) || segment.equals(TRANSFORMATIONS)));
            shape.add(word ? segment : "*");
        }
        return shape;
    }

    private static Optional<MappingPath> path(
            Kind kind, Level level, Optional<String> owner, String element, String name) {
        return Optional.of(new MappingPath(
                kind,
                level,
                owner,
                Optional.of(element).filter(text -> !text.isEmpty()),
                Optional.of(name).filter(text -> !text.isEmpty())));
    }

    private static Optional<Level> level(String segment) {
        return switch (segment) {
            case "organizations" -> Optional.of(Level.ORGANIZATION);
            case "accounts" -> Optional.of(Level.ACCOUNT);
            case "instances" -> Optional.of(Level.INSTANCE);
            default -> Optional.empty();
        };
    }
}
