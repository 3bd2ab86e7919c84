package dev.valence.sandbox.pair;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of the reference. A line without indent is a section; below it stand its rows, each with a reason after {@code
 * " -- "} when there is nothing to show with a request.
 */
final class RowIndex {
    private RowIndex() {}

    /** Rows with the reasons of those that need no pair. */
    static Map<Row, Optional<String>> read(Path file) throws IOException {
        Map<Row, Optional<String>> rows = new LinkedHashMap<>();
        String section = "";
        for (String line : Files.readAllLines(file)) {
            if (line.isBlank() || line.startsWith("//")) {
                continue;
            }
            if (!line.startsWith(" ")) {
                section = line.strip();
                continue;
            }
            String[] halves = line.strip().split(" -- ", 2);
            Optional<String> reason = halves.length > 1 ? Optional.of(halves[1]) : Optional.empty();
            if (rows.put(new Row(section, halves[0].strip()), reason) != null) {
                throw new IllegalArgumentException("Twice in the index: " + section + " | " + halves[0]);
            }
        }
        return rows;
    }
}
