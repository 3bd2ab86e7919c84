package dev.valence.element;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The forms in which an element is shown. Defaults of the type {@code PASSWORD} are in none of them. */
public final class ElementView {
    private static final List<String> SUMMARY = List.of(
            "id",
            "name",
            "key",
            "description",
            "image",
            "active",
            "deleted",
            "typeOauth",
            "trialAccount",
            "configDescription",
            "existingAccountDescription",
            "signupURL",
            "elementProvisionType",
            "hub",
            "authentication",
            "transformationsEnabled",
            "bulkDownloadEnabled",
            "bulkUploadEnabled",
            "cloneable",
            "extendable",
            "extended",
            "beta",
            "private");

    private ElementView() {}

    /** Everything; also what an export holds. */
    public static ObjectNode full(Element element) {
        ObjectNode json = element.json().deepCopy();
        json.set("configuration", configuration(element));
        return json;
    }

    /** The entry of a list: no resources, parameters or hooks. */
    public static ObjectNode summary(Element element) {
        ObjectNode summary = abridged(element);
        summary.set("configuration", configuration(element));
        return summary;
    }

    /** The shortest entry of a list, without the configuration too. */
    public static ObjectNode abridged(Element element) {
        ObjectNode abridged = JsonNodeFactory.instance.objectNode();
        for (String member : SUMMARY) {
            if (element.json().has(member)) {
                abridged.set(member, element.json().get(member).deepCopy());
            }
        }
        return abridged;
    }

    /** The form inside of an instance: a summary with {@code resources} and {@code parameters} emptied. */
    public static ObjectNode ofInstance(Element element) {
        ObjectNode json = abridged(element);
        json.putArray("resources");
        json.putArray("parameters");
        return json;
    }

    /** The configuration entries. */
    public static ArrayNode configuration(Element element) {
        ArrayNode entries = element.json().path("configuration").deepCopy();
        for (JsonNode entry : entries) {
            boolean secret = element.entry(entry.path("key").asText()).stream().anyMatch(ConfigurationEntry::secret);
            if (secret && entry instanceof ObjectNode object) {
                object.remove("defaultValue");
            }
        }
        return entries;
    }

    /** The models of all resources that have one. */
    public static ArrayNode models(Element element) {
        ArrayNode models = JsonNodeFactory.instance.arrayNode();
        for (JsonNode resource : element.json().path("resources")) {
            if (resource.path("model") instanceof ObjectNode model) {
                models.add(
                        model.deepCopy().put("resourceId", resource.path("id").asLong()));
            }
        }
        return models;
    }

    /** What the element can do, for people who choose one. */
    public static ObjectNode metadata(Element element) {
        ObjectNode metadata = JsonNodeFactory.instance.objectNode();
        metadata.put("id", element.id())
                .put("key", element.key())
                .put("name", element.name())
                .put("description", element.description().orElse(""))
                .put("hub", element.hub());
        metadata.putArray("authenticationTypes").add(element.authentication().wire());
        boolean webhooks = element.webhooks().isPresent();
        boolean polling = element.polls();
        ObjectNode events = metadata.putObject("events").put("supported", webhooks || polling);
        ArrayNode methods = events.putArray("methods");
        if (webhooks) {
            methods.add("webhook");
        }
        if (polling) {
            methods.add("polling");
        }
        metadata.putObject("bulk")
                .put("upload", element.json().path("bulkUploadEnabled").asBoolean())
                .put("download", element.json().path("bulkDownloadEnabled").asBoolean());
        metadata.putObject("discovery")
                .put("supported", element.resource("GET", "/objects").isPresent());
        ObjectNode objects = metadata.putObject("objects");
        for (ElementObject object : element.objects()) {
            ArrayNode verbs = objects.putObject(object.name()).putArray("methods");
            element.resources().stream()
                    .filter(resource -> ApiOperation.object(resource.path()).equals(object.name()))
                    .map(Resource::method)
                    .distinct()
                    .forEach(verbs::add);
        }
        return metadata;
    }
}
