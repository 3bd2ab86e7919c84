package dev.valence.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** Objects of tests' own, and how they are mapped to Cisco Spark. */
record Mapped(Api api) {
    static final String ROOM = "{\"fields\": [{\"path\": \"id\", \"type\": \"string\"},"
            + " {\"path\": \"name\", \"type\": \"string\"}, {\"path\": \"times.made\", \"type\": \"date\"}]}";
    static final String CHANNELS = """
            {"vendorName": "channels", "fields": [{"path": "id", "vendorPath": "id"}, {"path": "name", "vendorPath": "title"},
              {"path": "times.made", "vendorPath": "created", "type": "date",
               "configuration": [{"type": "format", "properties": {"pattern": "yyyy-MM-dd"}}]}],
             "configuration": [{"type": "passThrough", "properties": {"fromVendor": false, "toVendor": false}}, {"type": "custom"}]}""";

    /** Nothing is defined or mapped any more, and there are no instances. */
    void forget() {
        Platform.SANDBOX.calm();
        Platform.deleteAllInstances();
        for (String level : List.of("accounts", "organizations")) {
            api.delete("/" + level + "/elements/ciscospark/transformations");
            api.delete("/" + level + "/objects/definitions");
        }
    }

    /** @param level as paths have it, for example {@code accounts} */
    void define(String level, String name, String definition) {
        api.post("/" + level + "/objects/" + name + "/definitions", json(definition))
                .ok();
    }

    void map(String level, String name, String transformation) {
        api.post("/" + level + "/elements/ciscospark/transformations/" + name, json(transformation))
                .ok();
    }

    static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    /** The text as JSON, or as a text when it is none. */
    static Object json(String text) {
        try {
            return Api.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return text;
        }
    }
}
