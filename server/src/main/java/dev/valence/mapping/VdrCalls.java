package dev.valence.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.element.Catalog;
import dev.valence.http.Ids;
import dev.valence.http.Json;
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
import org.jdbi.v3.core.Jdbi;

/** Answers calls of {@code /vdrs}: the definitions of all levels in one list, each with its id. */
@Singleton
class VdrCalls {
    private final Callers callers;
    private final Instances instances;
    private final Catalog catalog;
    private final Transformations transformations;
    private final VdrTransformationCalls transformationCalls;
    private final VdrCopies copies;
    private final MappingChanges changes;
    private final Jdbi jdbi;

    VdrCalls(
            Callers callers,
            Instances instances,
            Catalog catalog,
            Transformations transformations,
            VdrTransformationCalls transformationCalls,
            VdrCopies copies,
            MappingChanges changes,
            Database database) {
        this.callers = callers;
        this.instances = instances;
        this.catalog = catalog;
        this.transformations = transformations;
        this.transformationCalls = transformationCalls;
        this.copies = copies;
        this.changes = changes;
        this.jdbi = database.jdbi();
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
        VdrCall call = call(method, query, callers.require(authorization), body);
        if (path.vdr().isEmpty()) {
            return collection(call, path.part());
        }
        Vdr vdr = find(call, Scopes.decoded(path.vdr().get()));
        return switch (path.part()) {
            case "transformations" -> transformationCalls.answer(call, vdr, path.transformation());
            case "export" -> {
                call.requireMethod("GET");
                yield MappingReply.of(
                        jdbi.inTransaction(handle -> VdrDocuments.of(handle, call.caller(), call.viewOf(vdr), vdr)));
            }
            case "clone" -> {
                call.requireMethod("POST");
                yield MappingReply.of(copy(call, () -> VdrCopies.fields(vdr)));
            }
            default -> MappingReply.of(one(call, vdr));
        };
    }

    private VdrCall call(String method, Map<String, List<String>> query, Caller caller, byte[] body) {
        boolean reads = method.equals("GET") || method.equals("DELETE");
        JsonNode json = reads || body.length == 0 ? Json.MAPPER.createObjectNode() : Json.tree(body, "request body");
        VdrCall call = new VdrCall(method, query, caller, json, Optional.empty());
        Optional<Instance> instance =
                call.said("elementInstanceId").map(id -> instances.require(caller, Ids.parse(id, "instance")));
        return new VdrCall(method, query, caller, json, instance);
    }

    private MappingReply collection(VdrCall call, String part) {
        return switch (part) {
            case "import" -> {
                call.requireMethod("POST");
                yield MappingReply.of(imported(call));
            }
            case "export" -> {
                call.requireMethod("GET");
                yield MappingReply.of(
                        jdbi.inTransaction(handle -> VdrDocuments.all(handle, call.caller(), call.view())));
            }
            case "clone" -> {
                call.requireMethod("POST");
                yield MappingReply.of(copy(call, () -> copies.source(call, idOrName -> find(call, idOrName))));
            }
            default -> {
                call.requireMethod("GET", "POST");
                yield call.method().equals("GET")
                        ? list(call)
                        : MappingReply.of(create(call, () -> DefinitionReader.fields(call.name(), call.body())));
            }
        };
    }

    private MappingReply list(VdrCall call) {
        Page page = Page.of(call.query());
        String text = Page.text(call.query(), "searchText").orElse("").toLowerCase(Locale.ROOT);
        Optional<String> level = call.level();
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

    private JsonNode one(VdrCall call, Vdr vdr) {
        call.requireMethod("GET", "PUT", "PATCH", "DELETE");
        if (call.method().equals("GET")) {
            return vdr.json();
        }
        Scope scope = vdr.scope();
        call.requireToChange(scope);
        if (call.method().equals("DELETE")) {
            changes.change(
                    scope.organizationId(), handle -> Definitions.delete(handle, scope, Optional.of(vdr.name())));
            return MappingReply.NOTHING;
        }
        boolean fields = call.method().equals("PUT") || call.body().has("fields");
        String name = call.body().has("objectName") ? call.name() : vdr.name();
        return changes.changed(scope.organizationId(), handle -> {
                    if (!name.equals(vdr.name())) {
                        Definitions.rename(handle, call.caller(), scope, vdr.name(), name);
                    }
                    if (fields) {
                        Definitions.replace(handle, scope, name, DefinitionReader.fields(name, call.body()));
                    }
                    return VdrRows.require(handle, scope.organizationId(), vdr.id());
                })
                .json();
    }

    private ArrayNode imported(VdrCall call) {
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

    private JsonNode copy(VdrCall call, Supplier<ArrayNode> source) {
        return create(call, () -> {
            ObjectNode definition = Json.MAPPER.createObjectNode().set("fields", source.get());
            return DefinitionReader.fields(call.name(), definition);
        });
    }

    /** Makes an object with the call's name. */
    private JsonNode create(VdrCall call, Supplier<ArrayNode> fields) {
        Scope scope = call.scope();
        call.requireToChange(scope);
        return changes.changed(
                        scope.organizationId(),
                        handle -> VdrRows.require(
                                handle, scope.organizationId(), Definitions.create(handle, scope, call.name(), fields)))
                .json();
    }

    /** By id, and by name at the wanted level or else the widest that has it. */
    private Vdr find(VdrCall call, String idOrName) {
        Optional<String> level = call.level();
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
}
