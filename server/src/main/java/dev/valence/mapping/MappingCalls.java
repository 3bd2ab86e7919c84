package dev.valence.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.element.Catalog;
import dev.valence.element.Element;
import dev.valence.http.BadRequest;
import dev.valence.http.Ids;
import dev.valence.http.Json;
import dev.valence.http.MethodNotAllowed;
import dev.valence.http.NotFound;
import dev.valence.http.Page;
import dev.valence.instance.CurrentInstance;
import dev.valence.instance.Instance;
import dev.valence.instance.Instances;
import dev.valence.tenant.Authorization;
import dev.valence.tenant.Caller;
import dev.valence.tenant.Callers;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers calls about definitions and transformations; the same for every level. */
@Singleton
class MappingCalls {
    private final Callers callers;
    private final Instances instances;
    private final Catalog catalog;
    private final Definitions definitions;
    private final Transformations transformations;
    private final Scopes scopes;

    MappingCalls(
            Callers callers,
            Instances instances,
            Catalog catalog,
            Definitions definitions,
            Transformations transformations,
            Scopes scopes) {
        this.callers = callers;
        this.instances = instances;
        this.catalog = catalog;
        this.definitions = definitions;
        this.transformations = transformations;
        this.scopes = scopes;
    }

    /** Whose objects the call is about, and of which element where the path says it. */
    private record Subject(Caller caller, Scope scope, Optional<Element> element) {
        /** Only transformations have one, and all of these do. */
        Element of() {
            return element.orElseThrow(() -> new BadRequest("The path names no element"));
        }
    }

    /**
     * Does what a call asks for.
     *
     * @return the reply
     * @throws dev.valence.http.ApiException when it cannot be done
     */
    JsonNode answer(
            String method,
            MappingPath path,
            Optional<String> authorization,
            byte[] body,
            Map<String, List<String>> query) {
        Subject subject = subject(path, authorization, !method.equals("GET"));
        Optional<String> name = path.name().map(Scopes::decoded);
        if (method.equals("GET") && VdrCalls.templatesOnly(query)) {
            throw new NotFound("There are no templates of the platform; systemOnly=true finds nothing");
        }
        return switch (path.kind()) {
            case DEFINITION -> definition(method, subject.scope(), name, body, ownOnly(subject.scope(), query));
            case OBJECT -> rename(method, subject, name.orElse(""), body);
            case TRANSFORMATION -> transformation(method, subject, name, body, ownOnly(subject.scope(), query));
        };
    }

    /** An instance shows what is in force for it unless only its own is asked for; the other levels show what is their own. */
    private static boolean ownOnly(Scope scope, Map<String, List<String>> query) {
        return scope.level() != Level.INSTANCE
                || Page.text(query, "inherited")
                        .filter("false"::equalsIgnoreCase)
                        .isPresent();
    }

    private JsonNode definition(String method, Scope scope, Optional<String> name, byte[] body, boolean ownOnly) {
        return switch (method) {
            case "GET" -> definition(scope, name, ownOnly ? definitions.own(scope) : definitions.inForce(scope));
            case "POST" -> create(scope, name, body);
            case "PUT" -> {
                String one = requireName(method, name);
                definitions.replace(scope, one, DefinitionReader.fields(one, Json.tree(body, "request body")));
                yield definition(scope, name, definitions.own(scope));
            }
            case "DELETE" -> {
                definitions.delete(scope, name);
                yield MappingReply.NOTHING;
            }
            default -> throw notAllowed(method);
        };
    }

    private static JsonNode definition(Scope scope, Optional<String> name, Map<String, ObjectNode> found) {
        return dictionaryOrOne(found, name, Definitions.none(scope), () -> Definitions.missing(scope, name.orElse("")));
    }

    private JsonNode create(Scope scope, Optional<String> name, byte[] body) {
        Map<String, Supplier<ArrayNode>> made = new LinkedHashMap<>();
        if (name.isPresent()) {
            made.put(
                    DefinitionReader.name(name.get()),
                    () -> DefinitionReader.fields(name.get(), Json.tree(body, "request body")));
        } else {
            Json.tree(body, "request body")
                    .properties()
                    .forEach(member -> made.put(
                            DefinitionReader.name(member.getKey()),
                            () -> DefinitionReader.fields(member.getKey(), member.getValue())));
            if (made.isEmpty()) {
                throw new BadRequest("The request body must be a JSON object with a definition for each name");
            }
        }
        definitions.create(scope, made);
        Map<String, ObjectNode> own = definitions.own(scope);
        ObjectNode all = Json.MAPPER.createObjectNode();
        made.keySet().forEach(each -> all.set(each, own.get(each)));
        return name.isPresent() ? all.path(name.get()) : all;
    }

    private JsonNode rename(String method, Subject subject, String name, byte[] body) {
        if (!method.equals("PATCH")) {
            throw notAllowed(method);
        }
        JsonNode wanted = Json.tree(body, "request body").path("objectName");
        if (!wanted.isTextual()) {
            throw new BadRequest("Send the new name as {\"objectName\": \"...\"}");
        }
        String to = DefinitionReader.name(wanted.textValue());
        Scope scope = subject.scope();
        definitions.rename(subject.caller(), scope, name, to);
        return Json.MAPPER
                .createObjectNode()
                .put("objectName", to)
                .put("level", scope.level().wire());
    }

    private JsonNode transformation(
            String method, Subject subject, Optional<String> name, byte[] body, boolean ownOnly) {
        Scope scope = subject.scope();
        Element element = subject.of();
        return switch (method) {
            case "GET" ->
                transformation(
                        subject,
                        name,
                        ownOnly ? transformations.own(scope, element) : transformations.inForce(scope, element));
            case "POST", "PUT" -> {
                String one = requireName(method, name);
                transformations.put(
                        subject.caller(), scope, element, one, Json.tree(body, "request body"), method.equals("PUT"));
                yield transformation(subject, name, transformations.own(scope, element));
            }
            case "DELETE" -> {
                transformations.delete(subject.caller(), scope, element, name);
                yield MappingReply.NOTHING;
            }
            default -> throw notAllowed(method);
        };
    }

    private static JsonNode transformation(Subject subject, Optional<String> name, Map<String, ObjectNode> found) {
        return dictionaryOrOne(
                found,
                name,
                Transformations.none(subject.scope(), subject.of()),
                () -> Transformations.missing(subject.scope(), name.orElse("")));
    }

    private static JsonNode dictionaryOrOne(
            Map<String, ObjectNode> found, Optional<String> name, NotFound none, Supplier<NotFound> missing) {
        if (name.isPresent()) {
            return Optional.ofNullable(found.get(name.get())).orElseThrow(missing);
        }
        if (found.isEmpty()) {
            throw none;
        }
        ObjectNode all = Json.MAPPER.createObjectNode();
        found.forEach(all::set);
        return all;
    }

    private Subject subject(MappingPath path, Optional<String> authorization, boolean changes) {
        Authorization credentials = Authorization.parse(authorization);
        Caller caller = callers.require(credentials);
        Optional<Element> element = path.element().map(key -> catalog.require(Scopes.decoded(key)));
        return switch (path.level()) {
            case ORGANIZATION -> new Subject(caller, Scopes.organization(caller, changes), element);
            case ACCOUNT ->
                new Subject(
                        caller,
                        scopes.account(
                                caller,
                                path.owner()
                                        .map(text -> Ids.parse(text, "account"))
                                        .orElse(caller.accountId())),
                        element);
            case INSTANCE -> {
                Instance instance = path.owner().isPresent()
                        ? instances.require(caller, Ids.parse(path.owner().get(), "instance"))
                        : CurrentInstance.of(instances, caller, credentials);
                yield new Subject(
                        caller, Scopes.instance(instance), Optional.of(catalog.require(instance.elementKey())));
            }
        };
    }

    private static String requireName(String method, Optional<String> name) {
        return name.map(DefinitionReader::name).orElseThrow(() -> notAllowed(method));
    }

    private static MethodNotAllowed notAllowed(String method) {
        return new MethodNotAllowed("This path does not take " + method);
    }
}
