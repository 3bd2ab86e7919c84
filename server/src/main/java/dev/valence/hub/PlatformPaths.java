package dev.valence.hub;

import java.util.Set;

/** The first segments under which the platform has routes of its own; nothing else may answer there. */
public final class PlatformPaths {
    private static final Set<String> FIRST = Set.of(
            "accounts",
            "audit-logs",
            "authentication",
            "bulk",
            "common-resources",
            "connect",
            "customers",
            "docs",
            "elements",
            "events",
            "formulas",
            "hubs",
            "instances",
            "jobs",
            "notifications",
            "organizations",
            "transformations",
            "usage",
            "users",
            "vdrs");

    private PlatformPaths() {}

    /** Whether a path, which begins with a slash and comes without the API's prefix, is the platform's. */
    public static boolean has(String path) {
        int end = path.indexOf('/', 1);
        return FIRST.contains(path.substring(Math.min(1, path.length()), end < 0 ? path.length() : end));
    }
}
