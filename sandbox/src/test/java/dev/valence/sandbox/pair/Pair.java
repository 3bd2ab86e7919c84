package dev.valence.sandbox.pair;

import java.util.List;

/**
 * What a row of the reference says, as requests and the replies they get.
 *
 * @param name the row, with a variant after {@code " / "} when a row has several pairs
 * @param file where it is written
 * @param rows every row it shows
 * @param steps what to do, one after the other; the preparation of the file stands first
 */
record Pair(String name, String file, List<Row> rows, List<Step> steps) {}
