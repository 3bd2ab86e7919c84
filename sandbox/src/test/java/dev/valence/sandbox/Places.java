package dev.valence.sandbox;

import com.fasterxml.jackson.databind.JsonNode;

/** Finds seeded rooms and teams by their names. */
final class Places {
    private Places() {}

    static String room(Browser caller, String title) {
        return named(caller.get("/rooms?max=1000").json(), "title", title);
    }

    static String team(Browser caller, String name) {
        return named(caller.get("/teams").json(), "name", name);
    }

    private static String named(JsonNode list, String member, String wanted) {
        for (JsonNode item : list.get("items")) {
            if (item.path(member).asText().equals(wanted)) {
                return item.get("id").asText();
            }
        }
        throw new AssertionError("Nothing is called " + wanted + " in " + list);
    }
}
