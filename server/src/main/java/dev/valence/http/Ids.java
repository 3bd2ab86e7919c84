package dev.valence.http;

/** Reads the numeric ids of paths. */
public final class Ids {
    private Ids() {}

    /**
     * The number in a path segment.
     *
     * @throws BadRequest when it has other characters than digits
     * @throws NotFound when it is larger than any id
     */
    public static long parse(String segment, String thing) {
        if (segment.isEmpty() || !segment.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new BadRequest("The " + thing + " id must be a number, not '"
                    + (segment.length() > 40 ? segment.substring(0, 40) + "..." : segment) + "'");
        }
        try {
            return Long.parseLong(segment);
        } catch (NumberFormatException e) {
            throw NotFound.withId(thing, segment);
        }
    }
}
