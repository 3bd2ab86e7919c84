package dev.valence.http;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Query parameters with several values: {@code tags[]=a&tags[]=b}, {@code tags=a, b}, or a mixture. */
public final class ArrayParameter {
    private ArrayParameter() {}

    /** All values, without surrounding spaces and without empty ones. */
    public static List<String> values(Map<String, List<String>> query, String name) {
        return Stream.of(name + "[]", name)
                .flatMap(key -> query.getOrDefault(key, List.of()).stream())
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }
}
