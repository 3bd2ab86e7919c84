package dev.valence.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A choice of HTTP status codes, written as numbers and ranges: {@code 200-205,208}. */
record StatusCodes(List<Range> ranges) {
    /** Both ends belong to it. */
    record Range(int from, int to) {}

    static final StatusCodes SUCCESS = new StatusCodes(List.of(new Range(200, 299)));

    StatusCodes {
        ranges = List.copyOf(ranges);
    }

    /** Reads a choice; empty for a text that is none. Stars stand for any digit, as in {@code 5**}. */
    static Optional<StatusCodes> parse(String text) {
        List<Range> ranges = new ArrayList<>();
        for (String part : text.replaceAll("[\\s\\[\\]\"]", "").split(",", -1)) {
            if (part.matches("\\d{3}")) {
                ranges.add(new Range(Integer.parseInt(part), Integer.parseInt(part)));
            } else if (part.matches("\\d{3}-\\d{3}")) {
                ranges.add(new Range(Integer.parseInt(part.substring(0, 3)), Integer.parseInt(part.substring(4))));
            } else if (part.matches("\\d[*xX]{2}")) {
                int hundreds = Integer.parseInt(part.substring(0, 1)) * 100;
                ranges.add(new Range(hundreds, hundreds + 99));
            } else if (!part.isEmpty()) {
                return Optional.empty();
            }
        }
        return ranges.isEmpty() ? Optional.empty() : Optional.of(new StatusCodes(ranges));
    }

    boolean contain(int status) {
        return ranges.stream().anyMatch(range -> range.from() <= status && status <= range.to());
    }
}
