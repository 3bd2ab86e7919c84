package dev.valence.element;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Fills in what the element JSON leaves out. Nothing that is there is changed, and nothing is judged.
 *
 * <p>Ids of the parts are made from the element's id and their order, {@code element * 10000 + kind + number}, so
 * that they stay the same over restarts and on every server.
 */
final class ElementDefaults {
    private static final long PARTS = 10_000;
    private static final long PARAMETERS = 1_000;
    private static final long RESOURCES = 2_000;
    private static final long RESOURCE_PARAMETERS = 3_000;
    private static final long HOOKS = 7_000;
    private static final long OBJECTS = 8_000;
    private static final long MODELS = 9_000;

    private final ObjectNode element;
    private final long base;
    private final String created;
    private long resourceParameters = RESOURCE_PARAMETERS;
    private long hooks = HOOKS;

    private ElementDefaults(ObjectNode element) {
        this.element = element;
        this.base = element.path("id").asLong() * PARTS;
        this.created =
                Instant.ofEpochMilli(element.path("createdDate").asLong()).toString();
    }

    /** A complete copy. */
    static ObjectNode complete(ObjectNode element) {
        ObjectNode copy = element.deepCopy();
        new ElementDefaults(copy).fill();
        return copy;
    }

    private void fill() {
        String name = element.path("name").asText();
        text(element, "key", name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", ""));
        text(element, "hookName", name.replaceAll("[^A-Za-z0-9]", ""));
        text(element, "image", "elements/custom-element-default-logo.png");
        text(element, "protocolType", "http");
        flag(element, "active", true);
        for (String flag : new String[] {
            "deleted",
            "typeOauth",
            "trialAccount",
            "transformationsEnabled",
            "bulkDownloadEnabled",
            "bulkUploadEnabled",
            "cloneable",
            "extendable",
            "extended",
            "beta",
            "private",
            "useModelsForMetadata"
        }) {
            flag(element, flag, false);
        }
        // The metadata is a map when there is any; empty it has always been an array.
        for (String array : new String[] {
            "configuration", "parameters", "hooks", "resources", "objects", "objectMetadata", "defaultTransformations"
        }) {
            array(element, array);
        }
        CommonConfiguration.addTo(element);
        configuration(name);
        parts(element, "parameters", PARAMETERS, "elementId", element.path("id").asLong());
        hooks(element, "elementId", element.path("id").asLong());
        parts(element, "objects", OBJECTS, "", 0);
        resources();
    }

    private void configuration(String elementName) {
        long number = 0;
        for (JsonNode entry : element.path("configuration")) {
            number++;
            if (entry instanceof ObjectNode object) {
                id(object, number);
                text(
                        object,
                        "description",
                        elementName + " " + object.path("name").asText());
                flag(object, "active", true);
                for (String flag : new String[] {
                    "required", "internal", "hideFromConsole", "groupControl", "resellerConfig", "companyConfig"
                }) {
                    flag(object, flag, false);
                }
                if (!object.has("displayOrder")) {
                    object.put("displayOrder", 1);
                }
            }
        }
    }

    private void resources() {
        long number = 0;
        for (JsonNode item : element.path("resources")) {
            number++;
            if (!(item instanceof ObjectNode resource)) {
                continue;
            }
            id(resource, RESOURCES + number);
            text(resource, "createdDate", created);
            text(resource, "type", ResourceType.API.wire());
            text(resource, "rootKey", "");
            text(resource, "nextPageKey", "");
            text(resource, "paginationType", PaginationType.VENDOR_SUPPORTED.wire());
            if (!resource.has("response")) {
                resource.putObject("response").put("contentType", "application/json");
            }
            String path = resource.path("path").asText();
            if (path.startsWith("/") && !path.startsWith("/hubs/")) {
                resource.put("path", "/hubs/" + element.path("hub").asText() + path);
            }
            array(resource, "parameters");
            array(resource, "hooks");
            long id = resource.path("id").asLong();
            resourceParameters = parts(resource, "parameters", resourceParameters, "resourceId", id);
            hooks(resource, "resourceId", id);
            if (resource.path("model") instanceof ObjectNode model) {
                id(model, MODELS + number);
                flag(model, "transform", false);
            }
        }
    }

    private void hooks(ObjectNode owner, String ownerMember, long ownerId) {
        hooks = parts(owner, "hooks", hooks, ownerMember, ownerId);
        for (JsonNode hook : owner.path("hooks")) {
            if (hook instanceof ObjectNode object) {
                text(object, "mimeType", "application/javascript");
                flag(object, "isLegacy", false);
            }
        }
    }

    /** Numbers the parts of an array and returns the last number. */
    private long parts(ObjectNode owner, String array, long start, String ownerMember, long ownerId) {
        long number = start;
        for (JsonNode part : owner.path(array)) {
            number++;
            if (part instanceof ObjectNode object) {
                id(object, number);
                if (!ownerMember.isEmpty() && !object.has(ownerMember)) {
                    object.put(ownerMember, ownerId);
                }
                if (array.equals("parameters")) {
                    text(object, "source", ParameterSource.REQUEST.wire());
                    flag(object, "required", false);
                }
            }
        }
        return number;
    }

    private void id(ObjectNode part, long number) {
        if (!part.has("id")) {
            part.put("id", base + number);
        }
    }

    private static void text(ObjectNode object, String name, String value) {
        if (!object.has(name)) {
            object.put(name, value);
        }
    }

    private static void flag(ObjectNode object, String name, boolean value) {
        if (!object.has(name)) {
            object.put(name, value);
        }
    }

    private static void array(ObjectNode object, String name) {
        if (!object.has(name)) {
            object.putArray(name);
        }
    }

    /** The keys that a configuration array has. */
    static Set<String> keys(ArrayNode configuration) {
        Set<String> keys = new HashSet<>();
        configuration.forEach(entry -> keys.add(entry.path("key").asText()));
        return keys;
    }
}
