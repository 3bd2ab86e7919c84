package dev.valence.sandbox.pair;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of pairs in the sources. */
final class PairFiles {
    static final Path FOLDER = Path.of("src/test/resources/webex");

    private PairFiles() {}

    /** Pairs by file, of the files whose path below the folder contains the text. */
    static Map<String, List<Pair>> matching(String part) {
        Map<String, List<Pair>> pairs = new TreeMap<>();
        try (Stream<Path> files = Files.walk(FOLDER)) {
            files.filter(file -> file.toString().endsWith(".http")).forEach(file -> {
                String name = FOLDER.relativize(file).toString();
                if (name.contains(part)) {
                    pairs.put(name, PairFile.read(file));
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pairs;
    }

    static List<Pair> all() {
        return matching("").values().stream().flatMap(List::stream).toList();
    }
}
