package dev.valence.execution;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The calls that start a formula: a method and a path whose segments in braces stand for anything, as in
 * {@code /channels/{id}/messages}.
 *
 * @param method in capitals
 * @param segments of the path, without the hub
 */
record CallPattern(String method, List<String> segments) {
    private static final String HUBS = "/hubs/";

    /** @param api a path, which may begin with a hub and end with a query */
    static CallPattern of(String method, String api) {
        String path = api.strip();
        int query = path.indexOf('?');
        path = query < 0 ? path : path.substring(0, query);
        path = path.startsWith("/") ? path : "/" + path;
        if (path.startsWith(HUBS)) {
            int end = path.indexOf('/', HUBS.length());
            path = end < 0 ? "/" : path.substring(end);
        }
        return new CallPattern(method.toUpperCase(Locale.ROOT), segments(path));
    }

    boolean matches(String calledMethod, String path) {
        if (!method.equals(calledMethod)) {
            return false;
        }
        List<String> called = segments(path);
        if (called.size() != segments.size()) {
            return false;
        }
        for (int i = 0; i < called.size(); i++) {
            String wanted = segments.get(i);
            boolean anything = wanted.startsWith("{") && wanted.endsWith("}");
            if (!anything && !wanted.equals(called.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static List<String> segments(String path) {
        return Arrays.stream(path.split("/", -1))
                .filter(segment -> !segment.isEmpty())
                .toList();
    }
}
