package dev.valence.sandbox.pair;

/**
 * A row of the reference.
 *
 * @param section file and section, as {@code resources.md 3.3}
 * @param key what the row is about
 */
record Row(String section, String key) {
    /** Reads {@code resources.md 3.3 | already a member}; a variant after {@code " / "} is no part of the row. */
    static Row read(String text) {
        String[] halves = text.split(" \\| ", 2);
        if (halves.length < 2) {
            throw new IllegalArgumentException("Not a row: \"" + text + "\". Write \"file.md section | key\".");
        }
        return new Row(halves[0].strip(), halves[1].split(" / ", 2)[0].strip());
    }

    @Override
    public String toString() {
        return section + " | " + key;
    }
}
