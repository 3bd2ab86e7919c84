package dev.valence.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.element.Catalog;
import dev.valence.element.Element;
import dev.valence.http.BadRequest;
import dev.valence.http.Conflict;
import dev.valence.http.NotFound;
import dev.valence.instance.Instance;
import dev.valence.tenant.Caller;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Stores what documents say, each part at its level; faults name the place. */
final class VdrImport {
    private final Caller caller;
    private final Optional<Instance> instance;
    private final Catalog catalog;
    private final Transformations transformations;
    private final boolean replace;
    private final List<Part> parts = new ArrayList<>();

    /**
     * @param instance that parts of the level instance are for
     * @param replace whether what is there already is replaced; else it is a conflict
     */
    VdrImport(
            Caller caller,
            Optional<Instance> instance,
            Catalog catalog,
            Transformations transformations,
            boolean replace) {
        this.caller = caller;
        this.instance = instance;
        this.catalog = catalog;
        this.transformations = transformations;
        this.replace = replace;
    }

    private record Part(String name, Scope scope, JsonNode json) {
        String place() {
            return name + ", level " + scope.level().wire();
        }
    }

    /** Takes documents in, without storing them yet. */
    void read(Map<String, JsonNode> documents) {
        documents.forEach((name, document) -> {
            DefinitionReader.name(name);
            parts.add(new Part(name, scope(name, document.path("level").asText("organization")), document));
            document.path("levels")
                    .properties()
                    .forEach(level -> parts.add(new Part(name, scope(name, level.getKey()), level.getValue())));
        });
    }

    /** The level of an object that was given, which {@code /vdrs} then shows. */
    void store(Handle handle) {
        for (Part part : parts) {
            if (part.json.has("fields")) {
                at(part.place(), () -> define(handle, part));
            }
        }
        for (Part part : parts) {
            byElement(part)
                    .forEach((key, json) -> at(part.place() + ", transformation for " + key, () -> {
                        Element element = catalog.require(key);
                        boolean there = Transformations.own(handle, part.scope, element.key())
                                .containsKey(part.name);
                        transformations.put(handle, part.scope, element, part.name, json, replace && there);
                    }));
        }
    }

    /** Whether a definition is one that was stored. */
    boolean has(Vdr vdr) {
        return parts.stream().anyMatch(part -> part.name.equals(vdr.name()) && part.scope.equals(vdr.scope()));
    }

    private void define(Handle handle, Part part) {
        ArrayNode fields = DefinitionReader.fields(part.name, part.json);
        fields.forEach(field -> ((ObjectNode) field).remove("id"));
        if (replace && Definitions.own(handle, part.scope).containsKey(part.name)) {
            Definitions.replace(handle, part.scope, part.name, fields);
        } else {
            Definitions.create(handle, part.scope, part.name, fields);
        }
    }

    /** By the element's key, as an object or as an array whose entries name their element. */
    private static Map<String, JsonNode> byElement(Part part) {
        JsonNode json = part.json.path("transformations");
        Map<String, JsonNode> byElement = new LinkedHashMap<>();
        if (json.isObject()) {
            json.properties().forEach(member -> byElement.put(member.getKey(), member.getValue()));
        } else {
            json.forEach(each -> byElement.put(
                    each.path("element")
                            .path("key")
                            .asText(each.path("elementKey").asText()),
                    each));
        }
        byElement.replaceAll((key, each) -> {
            if (!(each instanceof ObjectNode object)) {
                throw new BadRequest(part.place() + ": the transformation for " + key + " is no JSON object");
            }
            return VdrTransformation.plain(object);
        });
        return byElement;
    }

    private Scope scope(String name, String level) {
        return switch (level) {
            case "organization" -> Scopes.organization(caller, true);
            case "account" -> Scope.account(caller.organizationId(), caller.accountId());
            case "instance" ->
                instance.map(Scopes::instance)
                        .orElseThrow(() -> new BadRequest(name + " has a part of the level instance; say for which one"
                                + " with elementInstanceId, or leave the part out"));
            default ->
                throw new BadRequest(
                        name + " has the level '" + level + "'; levels are organization, account and instance");
        };
    }

    private static void at(String place, Runnable storing) {
        try {
            storing.run();
        } catch (BadRequest e) {
            throw new BadRequest(place + ": " + e.getMessage(), e);
        } catch (Conflict e) {
            throw new Conflict(place + ": " + e.getMessage() + ", and so does replace=true of an import", e);
        } catch (NotFound e) {
            throw new NotFound(place + ": " + e.getMessage());
        }
    }
}
