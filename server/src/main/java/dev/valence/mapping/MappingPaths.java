package dev.valence.mapping;

import java.util.ArrayList;
import java.util.List;

/** Every call that {@link MappingRoute} answers, for the description of the platform. */
public final class MappingPaths {
    private static final List<String> OWNERS =
            List.of("/organizations", "/accounts", "/accounts/{id}", "/instances", "/instances/{id}");

    private MappingPaths() {}

    /** Verb and path behind the API's prefix, for example {@code GET /organizations/objects/definitions}. */
    public static List<String> all() {
        List<String> all = new ArrayList<>();
        for (String owner : OWNERS) {
            add(all, owner + "/objects/definitions", "GET", "POST", "DELETE");
            add(all, owner + "/objects/{objectName}/definitions", "GET", "POST", "PUT", "DELETE");
            add(all, owner + "/objects/{objectName}", "PATCH");
            String transformations =
                    owner + (owner.startsWith("/instances") ? "" : "/elements/{keyOrId}") + "/transformations";
            add(all, transformations, "GET", "DELETE");
            add(all, transformations + "/{objectName}", "GET", "POST", "PUT", "DELETE");
        }
        all.addAll(VdrPath.all());
        return List.copyOf(all);
    }

    private static void add(List<String> all, String path, String... verbs) {
        for (String verb : verbs) {
            all.add(verb + " " + path);
        }
    }
}
