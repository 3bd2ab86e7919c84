package dev.valence.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.element.Catalog;
import dev.valence.element.Element;
import dev.valence.element.ObjectFields;
import dev.valence.http.BadRequest;
import dev.valence.http.Ids;
import dev.valence.http.Json;
import dev.valence.http.MethodNotAllowed;
import dev.valence.http.NotFound;
import dev.valence.http.Page;
import dev.valence.instance.Instance;
import dev.valence.instance.Instances;
import dev.valence.store.Database;
import dev.valence.tenant.Caller;
import dev.valence.tenant.Callers;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Answers calls of {@code /vdrs}: the definitions of all levels in one list, each with its id and its transformations. */
@Singleton
class VdrCalls {
    private final Callers callers;
    private final Instances instances;
    private final Catalog catalog;
    private final Transformations transformations;
    private final MappingChanges changes;
    private final Jdbi jdbi;

    VdrCalls(
            Callers callers,
            Instances instances,
            Catalog catalog,
            Transformations transformations,
            MappingChanges changes,
            Database database) {
        this.callers = callers;
        this.instances = instances;
        this.catalog = catalog;
        this.transformations = transformations;
        this.changes = changes;
        this.jdbi = database.jdbi();
    }

    /**
     * A call.
     *
     * @param instance that it names as {@code elementInstanceId}, in the query or in its body
     */
    private record Call(
            String method, Map<String, List<String>> query, Caller caller, JsonNode body, Optional<Instance> instance) {
        VdrRows.View view() {
            return new VdrRows.View(caller.organizationId(), caller.accountId(), instance.map(Instance::id));
        }

        /** What the query says, or else the body. */
        Optional<String> said(String name) {
            return Page.text(query, name)
                    .or(() -> Optional.of(body.path(name).asText("")).filter(text -> !text.isEmpty()));
        }
    }

    /** Whether only templates of the platform are asked for; there are none. */
    static boolean templatesOnly(Map<String, List<String>> query) {
        return Page.text(query, "systemOnly").filter("true"::equalsIgnoreCase).isPresent();
    }

    /**
     * Does what a call asks for.
     *
     * @throws dev.valence.http.ApiException when it cannot be done
     */
    MappingReply answer(
            String method, VdrPath path, Map<String, List<String>> query, Optional<String> authorization, byte[] body) {
        Caller caller = callers.require(authorization);
        boolean reads = method.equals("GET") || method.equals("DELETE");
        JsonNode json = reads || body.length == 0 ? Json.MAPPER.createObjectNode() : Json.tree(body, "request body");
        Optional<Instance> instance = new Call(method, query, caller, json, Optional.empty())
                .said("elementInstanceId")
                .map(id -> instances.require(caller, Ids.parse(id, "instance")));
        Call call = new Call(method, query, caller, json, instance);
        if (path.vdr().isEmpty()) {
            return collection(call, path.part());
        }
        Vdr vdr = find(call, Scopes.decoded(path.vdr().get()));
        return switch (path.part()) {
            case "transformations" -> transformations(call, vdr, path.transformation());
            case "export" -> {
                allow(call, "GET");
                yield MappingReply.of(
                        jdbi.inTransaction(handle -> VdrDocuments.of(handle, caller, viewOf(call, vdr), vdr)));
            }
            case "clone" -> {
                allow(call, "POST");
                yield MappingReply.of(copy(call, fieldsOf(vdr)));
            }
            default -> MappingReply.of(one(call, vdr));
        };
    }

    private MappingReply collection(Call call, String part) {
        return switch (part) {
            case "import" -> {
                allow(call, "POST");
                yield MappingReply.of(imported(call));
            }
            case "export" -> {
                allow(call, "GET");
                yield MappingReply.of(
                        jdbi.inTransaction(handle -> VdrDocuments.all(handle, call.caller(), call.view())));
            }
            case "clone" -> {
                allow(call, "POST");
                yield MappingReply.of(copy(call, source(call)));
            }
            default ->
                switch (call.method()) {
                    case "GET" -> list(call);
                    case "POST" ->
                        MappingReply.of(create(
                                call, scope(call), name(call), () -> DefinitionReader.fields(name(call), call.body())));
                    default -> throw notAllowed(call);
                };
        };
    }

    private MappingReply list(Call call) {
        Page page = Page.of(call.query());
        String text = Page.text(call.query(), "searchText").orElse("").toLowerCase(Locale.ROOT);
        Optional<String> level =
                Page.text(call.query(), "level").map(word -> level(word).wire());
        List<Vdr> all =
                templatesOnly(call.query()) ? List.of() : jdbi.withHandle(handle -> VdrRows.list(handle, call.view()));
        return MappingReply.of(
                page,
                all.stream()
                        .filter(vdr -> vdr.name().toLowerCase(Locale.ROOT).contains(text))
                        .filter(vdr -> level.isEmpty()
                                || level.get().equals(vdr.scope().level().wire()))
                        .map(Vdr::json)
                        .toList());
    }

    private JsonNode one(Call call, Vdr vdr) {
        if (call.method().equals("GET")) {
            return vdr.json();
        }
        if (!List.of("PUT", "PATCH", "DELETE").contains(call.method())) {
            throw notAllowed(call);
        }
        permit(call, vdr.scope());
        if (call.method().equals("DELETE")) {
            changes.change(
                    vdr.scope().organizationId(),
                    handle -> Definitions.delete(handle, vdr.scope(), Optional.of(vdr.name())));
            return Json.MAPPER.createObjectNode();
        }
        boolean fields = call.method().equals("PUT") || call.body().has("fields");
        String name = call.body().has("objectName") ? name(call) : vdr.name();
        return changes.changed(vdr.scope().organizationId(), handle -> {
                    if (!name.equals(vdr.name())) {
                        Definitions.rename(handle, vdr.scope(), vdr.name(), name);
                    }
                    if (fields) {
                        Definitions.replace(handle, vdr.scope(), name, DefinitionReader.fields(name, call.body()));
                    }
                    return VdrRows.require(handle, vdr.scope().organizationId(), vdr.id());
                })
                .json();
    }

    private MappingReply transformations(Call call, Vdr vdr, Optional<String> id) {
        if (id.isPresent()) {
            return MappingReply.of(transformation(call, vdr, Ids.parse(id.get(), "transformation")));
        }
        return switch (call.method()) {
            case "GET" -> {
                Optional<String> key =
                        Page.text(call.query(), "elementKey").or(() -> Page.text(call.query(), "element.key"));
                yield MappingReply.of(
                        Page.of(call.query()),
                        jdbi.withHandle(handle -> VdrRows.transformations(handle, vdr, call.caller())).stream()
                                .filter(each -> key.isEmpty() || key.get().equals(each.elementKey()))
                                .filter(each -> call.instance().isEmpty()
                                        || each.scope()
                                                .instanceId()
                                                .equals(call.instance().map(Instance::id)))
                                .map(each -> each.json(vdr, catalog))
                                .toList());
            }
            case "POST" -> {
                Scope scope = call.instance().isPresent() || call.said("level").isPresent() ? scope(call) : vdr.scope();
                permit(call, scope);
                Element element = element(call, scope);
                ObjectNode json = VdrTransformation.plain(object(call.body()));
                yield MappingReply.of(changes.changed(scope.organizationId(), handle -> {
                    transformations.put(handle, scope, element, vdr.name(), json, false);
                    return stored(handle, call, vdr, scope, element.key());
                }));
            }
            default -> throw notAllowed(call);
        };
    }

    private JsonNode transformation(Call call, Vdr vdr, long id) {
        VdrTransformation found =
                jdbi.withHandle(handle -> VdrRows.transformations(handle, vdr, call.caller())).stream()
                        .filter(each -> each.id() == id)
                        .findFirst()
                        .orElseThrow(() -> NotFound.withId("transformation", id));
        if (call.method().equals("GET")) {
            return found.json(vdr, catalog);
        }
        if (!call.method().equals("PUT") && !call.method().equals("DELETE")) {
            throw notAllowed(call);
        }
        permit(call, found.scope());
        if (call.method().equals("DELETE")) {
            changes.change(
                    found.scope().organizationId(),
                    handle ->
                            Transformations.delete(handle, found.scope(), found.elementKey(), Optional.of(vdr.name())));
            return Json.MAPPER.createObjectNode();
        }
        Element element = catalog.require(found.elementKey());
        ObjectNode json = VdrTransformation.plain(object(call.body()));
        return changes.changed(found.scope().organizationId(), handle -> {
            transformations.put(handle, found.scope(), element, vdr.name(), json, true);
            return stored(handle, call, vdr, found.scope(), element.key());
        });
    }

    private ObjectNode stored(Handle handle, Call call, Vdr vdr, Scope scope, String elementKey) {
        return VdrRows.transformations(handle, vdr, call.caller()).stream()
                .filter(each -> each.scope().equals(scope) && each.elementKey().equals(elementKey))
                .findFirst()
                .map(each -> each.json(vdr, catalog))
                .orElseThrow(() -> new BadRequest("A definition of " + vdr.name() + " nearer to the "
                        + scope.level().wire() + " exists; add the transformation to that one"));
    }

    private Element element(Call call, Scope scope) {
        String sent = call.body()
                .path("element")
                .path("key")
                .asText(call.body()
                        .path("element")
                        .path("id")
                        .asText(call.said("elementKey").orElse("")));
        if (scope.level() == Level.INSTANCE) {
            return catalog.require(call.instance().orElseThrow().elementKey());
        }
        if (sent.isEmpty()) {
            throw new BadRequest("Say which element the transformation is for, as {\"element\": {\"key\": \"...\"}}, or"
                    + " for one instance as elementInstanceId");
        }
        return catalog.require(sent);
    }

    private ArrayNode imported(Call call) {
        boolean replace = Page.text(call.query(), "replace")
                .filter("true"::equalsIgnoreCase)
                .isPresent();
        VdrImport documents = new VdrImport(call.caller(), call.instance(), catalog, transformations, replace);
        documents.read(VdrDocuments.read(call.body()));
        return changes.changed(call.caller().organizationId(), handle -> {
            documents.store(handle);
            ArrayNode stored = Json.MAPPER.createArrayNode();
            VdrRows.list(handle, call.view()).stream().filter(documents::has).forEach(vdr -> stored.add(vdr.json()));
            return stored;
        });
    }

    private JsonNode copy(Call call, ArrayNode fields) {
        ObjectNode definition = Json.MAPPER.createObjectNode().set("fields", fields);
        return create(call, scope(call), name(call), () -> DefinitionReader.fields(name(call), definition));
    }

    private JsonNode create(Call call, Scope scope, String name, Supplier<ArrayNode> fields) {
        permit(call, scope);
        return changes.changed(
                        scope.organizationId(),
                        handle -> VdrRows.require(
                                handle, scope.organizationId(), Definitions.create(handle, scope, name, fields.get())))
                .json();
    }

    /** The fields of what a new object is made from. */
    private ArrayNode source(Call call) {
        JsonNode source = call.body().path("source");
        if (source.has("template")) {
            throw new NotFound("No template found with name "
                    + source.path("template").asText() + "; the platform has no templates");
        }
        if (source.has("vdr")) {
            return fieldsOf(find(call, source.path("vdr").asText()));
        }
        if (source.has("elementInstanceId")) {
            Instance instance = instances.require(
                    call.caller(), Ids.parse(source.path("elementInstanceId").asText(), "instance"));
            String object = source.path("objectName").asText("");
            ObjectNode metadata = ObjectFields.of(catalog.require(instance.elementKey()), object)
                    .orElseThrow(() -> new NotFound(
                            "No object found with name " + object + "; GET /objects of the instance lists them"));
            ArrayNode fields = Json.MAPPER.createArrayNode();
            metadata.path("fields")
                    .forEach(field -> fields.addObject()
                            .put("path", field.path("vendorPath").asText())
                            .put("type", type(field.path("type").asText())));
            return fields;
        }
        return Json.MAPPER
                .createArrayNode()
                .add(Json.MAPPER.createObjectNode().put("path", "id").put("type", "string"));
    }

    /** Models call numbers in several ways. */
    private static String type(String word) {
        return switch (word) {
            case "integer", "long", "float", "double" -> "number";
            case "" -> "string";
            default -> word;
        };
    }

    private static ArrayNode fieldsOf(Vdr vdr) {
        ArrayNode fields = vdr.fields().deepCopy();
        fields.forEach(field -> ((ObjectNode) field).remove("id"));
        return fields;
    }

    /** By id, and by name at the wanted level or else the widest that has it. */
    private Vdr find(Call call, String idOrName) {
        Optional<String> level =
                Page.text(call.query(), "level").map(word -> level(word).wire());
        boolean number = idOrName.length() < 19
                && !idOrName.isEmpty()
                && idOrName.chars().allMatch(c -> c >= '0' && c <= '9');
        Optional<Vdr> byId = number
                ? jdbi.withHandle(handle ->
                                VdrRows.find(handle, call.caller().organizationId(), Long.parseLong(idOrName)))
                        .filter(vdr -> isVisible(call.caller(), vdr.scope()))
                : Optional.empty();
        return byId.or(() -> jdbi.withHandle(handle -> VdrRows.list(handle, call.view())).stream()
                        .filter(vdr -> vdr.name().equals(idOrName))
                        .filter(vdr -> level.isEmpty()
                                || level.get().equals(vdr.scope().level().wire()))
                        .findFirst())
                .orElseThrow(() -> new NotFound("No vdr found with id or name " + idOrName + "; GET /vdrs lists them"));
    }

    private boolean isVisible(Caller caller, Scope scope) {
        try {
            scope.instanceId().ifPresent(id -> instances.require(caller, id));
        } catch (NotFound e) {
            return false;
        }
        return scope.level() != Level.ACCOUNT
                || caller.administrator()
                || scope.accountId().equals(Optional.of(caller.accountId()));
    }

    private VdrRows.View viewOf(Call call, Vdr vdr) {
        return new VdrRows.View(
                call.caller().organizationId(),
                vdr.scope().accountId().orElse(call.caller().accountId()),
                vdr.scope().instanceId().or(() -> call.instance().map(Instance::id)));
    }

    /** Where a new thing goes: to the organization unless the call says otherwise. */
    private static Scope scope(Call call) {
        Level level = call.said("level")
                .map(VdrCalls::level)
                .orElse(call.instance().isPresent() ? Level.INSTANCE : Level.ORGANIZATION);
        return switch (level) {
            case ORGANIZATION -> Scope.organization(call.caller().organizationId());
            case ACCOUNT ->
                Scope.account(call.caller().organizationId(), call.caller().accountId());
            case INSTANCE ->
                call.instance()
                        .map(Scopes::instance)
                        .orElseThrow(() -> new BadRequest("The level instance needs elementInstanceId"));
        };
    }

    private static void permit(Call call, Scope scope) {
        if (scope.level() == Level.ORGANIZATION) {
            Scopes.organization(call.caller(), true);
        }
    }

    private static Level level(String word) {
        for (Level level : Level.values()) {
            if (level.wire().equals(word)) {
                return level;
            }
        }
        throw new BadRequest("There is no level '" + word + "'; levels are organization, account and instance");
    }

    private static String name(Call call) {
        JsonNode name = call.body().path("objectName");
        if (!name.isTextual()) {
            throw new BadRequest("Send the name of the object as objectName");
        }
        return DefinitionReader.name(name.textValue());
    }

    private static ObjectNode object(JsonNode body) {
        if (body instanceof ObjectNode object) {
            return object;
        }
        throw new BadRequest("A transformation must be a JSON object with vendorName and fields");
    }

    private static void allow(Call call, String method) {
        if (!call.method().equals(method)) {
            throw notAllowed(call);
        }
    }

    private static MethodNotAllowed notAllowed(Call call) {
        return new MethodNotAllowed("This path does not take " + call.method());
    }
}
