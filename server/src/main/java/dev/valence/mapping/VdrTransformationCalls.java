package dev.valence.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.element.Catalog;
import dev.valence.element.Element;
import dev.valence.http.BadRequest;
import dev.valence.http.Ids;
import dev.valence.http.NotFound;
import dev.valence.http.Page;
import dev.valence.instance.Instance;
import dev.valence.instance.Instances;
import dev.valence.store.Database;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Answers calls of {@code /vdrs/{idOrName}/transformations}. */
@Singleton
class VdrTransformationCalls {
    private final Catalog catalog;
    private final Instances instances;
    private final Transformations transformations;
    private final MappingChanges changes;
    private final Jdbi jdbi;

    VdrTransformationCalls(
            Catalog catalog,
            Instances instances,
            Transformations transformations,
            MappingChanges changes,
            Database database) {
        this.catalog = catalog;
        this.instances = instances;
        this.transformations = transformations;
        this.changes = changes;
        this.jdbi = database.jdbi();
    }

    MappingReply answer(VdrCall call, Vdr vdr, Optional<String> id) {
        if (id.isPresent()) {
            return MappingReply.of(one(call, vdr, Ids.parse(id.get(), "transformation")));
        }
        return switch (call.method()) {
            case "GET" -> list(call, vdr);
            case "POST" -> MappingReply.of(create(call, vdr));
            default -> throw call.notAllowed();
        };
    }

    private MappingReply list(VdrCall call, Vdr vdr) {
        Optional<String> key = Page.text(call.query(), "elementKey").or(() -> Page.text(call.query(), "element.key"));
        return MappingReply.of(
                Page.of(call.query()),
                all(call, vdr).stream()
                        .filter(each -> key.isEmpty() || key.get().equals(each.elementKey()))
                        .filter(each -> call.instance().isEmpty()
                                || each.scope()
                                        .instanceId()
                                        .equals(call.instance().map(Instance::id)))
                        .map(each -> each.json(vdr, catalog))
                        .toList());
    }

    private JsonNode create(VdrCall call, Vdr vdr) {
        Scope scope = call.instance().isPresent() || call.said("level").isPresent() ? call.scope() : vdr.scope();
        call.requireToChange(scope);
        Element element = element(call, scope);
        ObjectNode json = call.transformation();
        return changes.changed(scope.organizationId(), handle -> {
            transformations.put(handle, call.caller(), scope, element, vdr.name(), json, false);
            return stored(handle, call, vdr, scope, element.key());
        });
    }

    private JsonNode one(VdrCall call, Vdr vdr, long id) {
        VdrTransformation found = all(call, vdr).stream()
                .filter(each -> each.id() == id)
                .findFirst()
                .orElseThrow(() -> NotFound.withId("transformation", id));
        Scope scope = found.scope();
        call.requireMethod("GET", "PUT", "DELETE");
        if (call.method().equals("GET")) {
            return found.json(vdr, catalog);
        }
        call.requireToChange(scope);
        Element element = catalog.require(found.elementKey());
        if (call.method().equals("DELETE")) {
            transformations.delete(call.caller(), scope, element, Optional.of(vdr.name()));
            return MappingReply.NOTHING;
        }
        ObjectNode json = call.transformation();
        return changes.changed(scope.organizationId(), handle -> {
            transformations.put(handle, call.caller(), scope, element, vdr.name(), json, true);
            return stored(handle, call, vdr, scope, element.key());
        });
    }

    private List<VdrTransformation> all(VdrCall call, Vdr vdr) {
        return jdbi.withHandle(handle -> VdrRows.transformations(handle, vdr, call.caller()));
    }

    private ObjectNode stored(Handle handle, VdrCall call, Vdr vdr, Scope scope, String elementKey) {
        return VdrRows.transformations(handle, vdr, call.caller()).stream()
                .filter(each -> each.scope().equals(scope) && each.elementKey().equals(elementKey))
                .findFirst()
                .map(each -> each.json(vdr, catalog))
                .orElseThrow(() -> new BadRequest("A definition of " + vdr.name() + " nearer to the "
                        + scope.level().wire() + " exists; add the transformation to that one"));
    }

    private Element element(VdrCall call, Scope scope) {
        if (scope.level() == Level.INSTANCE) {
            // The object may be an instance's own, so that the call need not name it.
            long id = scope.instanceId().orElseThrow();
            return catalog.require(instances.require(call.caller(), id).elementKey());
        }
        JsonNode sent = call.body().path("element");
        String key = sent.path("key")
                .asText(sent.path("id").asText(call.said("elementKey").orElse("")));
        if (key.isEmpty()) {
            throw new BadRequest("Say which element the transformation is for, as {\"element\": {\"key\": \"...\"}}, or"
                    + " for one instance as elementInstanceId");
        }
        return catalog.require(key);
    }
}
