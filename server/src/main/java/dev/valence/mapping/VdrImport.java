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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Stores what documents say, each part at its level; faults name the place. */
final class VdrImport {
    private final Caller caller;
    private final Optional<Instance> instance;
    private final Catalog catalog;
    private final Transformations transformations;
    private final boolean replace;
    private final List<Part> parts = new ArrayList<>();
    private final List<Mapped> mapped = new ArrayList<>();

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

    /** A transformation of a part. */
    private record Mapped(Part part, String key, Element element, ObjectNode json) {
        String place() {
            return part.place() + ", transformation for " + key;
        }
    }

    /** Takes documents in, without storing them yet. */
    void read(Map<String, JsonNode> documents) {
        documents.forEach((name, document) -> {
            DefinitionReader.name(name);
            String level = document.path("level").asText("organization");
            Part widest = new Part(name, scope(name, level), document);
            JsonNode levels = document.path("levels");
            requireObject(levels, widest.place() + ": levels", "{\"account\": {\"fields\": [..]}}");
            if (isAbsent(document.path("fields")) && isAbsent(document.path("transformations")) && levels.isEmpty()) {
                throw new BadRequest(widest.place() + ": the document has neither fields nor transformations");
            }
            parts.add(widest);
            levels.properties().forEach(each -> {
                Part part = new Part(name, scope(name, each.getKey()), each.getValue());
                requireObject(part.json, part.place(), "{\"fields\": [..], \"transformations\": {..}}");
                if (each.getKey().equals(level)) {
                    throw new BadRequest(
                            part.place() + " is there twice: as the document's own level and under levels");
                }
                parts.add(part);
            });
        });
        parts.forEach(part -> mapped.addAll(byElement(part)));
    }

    /** Stores what was read, and then looks whether all levels go together. */
    void store(Handle handle) {
        Map<Mapped, Set<Scope>> broken = new HashMap<>();
        mapped.forEach(each -> broken.put(
                each, LevelChecks.broken(handle, each.part.scope, each.element().key(), each.part.name)));
        for (Part part : parts) {
            if (!isAbsent(part.json.path("fields"))) {
                at(part.place(), () -> define(handle, part));
            }
        }
        for (Mapped each : mapped) {
            at(each.place(), () -> {
                Scope scope = each.part.scope;
                boolean there =
                        Transformations.own(handle, scope, each.element().key()).containsKey(each.part.name);
                transformations.store(handle, scope, each.element(), each.part.name, each.json, replace && there);
            });
        }
        mapped.forEach(each -> at(
                each.place(),
                () -> transformations.check(
                        handle,
                        caller,
                        each.part.scope,
                        each.element(),
                        each.part.name,
                        broken.getOrDefault(each, Set.of()))));
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
            Definitions.create(handle, part.scope, part.name, () -> fields);
        }
    }

    /** By the element's key, as an object or as an array whose entries name their element. */
    private List<Mapped> byElement(Part part) {
        JsonNode json = part.json.path("transformations");
        List<Mapped> all = new ArrayList<>();
        if (json.isArray()) {
            json.forEach(each -> {
                String key = each.path("element")
                        .path("key")
                        .asText(each.path("elementKey").asText());
                if (key.isEmpty()) {
                    throw new BadRequest(
                            part.place() + ": each transformation of an array needs \"element\": {\"key\": \"...\"}");
                }
                all.add(mapped(part, key, each));
            });
        } else {
            requireObject(
                    json,
                    part.place() + ": transformations",
                    "{\"<element key>\": {\"vendorName\": .., \"fields\": [..]}}");
            json.properties().forEach(member -> all.add(mapped(part, member.getKey(), member.getValue())));
        }
        Set<String> keys = new HashSet<>();
        all.forEach(each -> {
            if (!keys.add(each.element().key())) {
                throw new BadRequest(part.place() + ": there are two transformations for "
                        + each.element().key());
            }
        });
        return all;
    }

    private Mapped mapped(Part part, String key, JsonNode json) {
        if (!(json instanceof ObjectNode object)) {
            throw new BadRequest(part.place() + ": the transformation for " + key + " is no JSON object");
        }
        try {
            return new Mapped(part, key, catalog.require(key), VdrTransformation.plain(object));
        } catch (NotFound e) {
            throw new NotFound(part.place() + ", transformation for " + key + ": " + e.getMessage());
        }
    }

    private static void requireObject(JsonNode json, String what, String example) {
        if (!isAbsent(json) && !json.isObject()) {
            throw new BadRequest(what + " must be a JSON object like " + example);
        }
    }

    private static boolean isAbsent(JsonNode json) {
        return json.isMissingNode() || json.isNull();
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
