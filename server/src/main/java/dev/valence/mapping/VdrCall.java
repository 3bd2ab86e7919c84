package dev.valence.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.BadRequest;
import dev.valence.http.Forbidden;
import dev.valence.http.MethodNotAllowed;
import dev.valence.http.Page;
import dev.valence.instance.Instance;
import dev.valence.tenant.Caller;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A call of {@code /vdrs}.
 *
 * @param instance that it names as {@code elementInstanceId}, in the query or in its body
 */
record VdrCall(
        String method, Map<String, List<String>> query, Caller caller, JsonNode body, Optional<Instance> instance) {
    VdrCall {
        query = Map.copyOf(query);
    }

    VdrRows.View view() {
        return new VdrRows.View(caller.organizationId(), caller.accountId(), instance.map(Instance::id));
    }

    /**
     * The same, looking at the account and the instance of an object.
     *
     * @throws BadRequest when the call names an instance of another account
     */
    VdrRows.View viewOf(Vdr vdr) {
        instance.filter(named -> vdr.scope()
                        .accountId()
                        .filter(id -> id != named.accountId())
                        .isPresent())
                .ifPresent(named -> {
                    throw new BadRequest("The instance " + named.id() + " belongs to another account than the object "
                            + vdr.name() + "; leave elementInstanceId out, or name one of the object's account");
                });
        return new VdrRows.View(
                caller.organizationId(),
                vdr.scope().accountId().orElse(caller.accountId()),
                vdr.scope().instanceId().or(() -> instance.map(Instance::id)));
    }

    /** What the query says, or else the body. */
    Optional<String> said(String name) {
        return Page.text(query, name)
                .or(() -> Optional.of(body.path(name).asText("")).filter(text -> !text.isEmpty()));
    }

    /** The word for the level that the query names. */
    Optional<String> level() {
        return Page.text(query, "level").map(word -> level(word).wire());
    }

    /** Where a new thing goes: to the organization unless the call says otherwise. */
    Scope scope() {
        Level level =
                said("level").map(VdrCall::level).orElse(instance.isPresent() ? Level.INSTANCE : Level.ORGANIZATION);
        return switch (level) {
            case ORGANIZATION -> Scope.organization(caller.organizationId());
            case ACCOUNT -> Scope.account(caller.organizationId(), caller.accountId());
            case INSTANCE ->
                instance.map(Scopes::instance)
                        .orElseThrow(() -> new BadRequest("The level instance needs elementInstanceId"));
        };
    }

    private static Level level(String word) {
        for (Level level : Level.values()) {
            if (level.wire().equals(word)) {
                return level;
            }
        }
        throw new BadRequest("There is no level '" + word + "'; levels are organization, account and instance");
    }

    /** The name that the body gives an object. */
    String name() {
        JsonNode name = body.path("objectName");
        if (!name.isTextual()) {
            throw new BadRequest("Send the name of the object as objectName");
        }
        return DefinitionReader.name(name.textValue());
    }

    /** The body as a transformation. */
    ObjectNode transformation() {
        if (body instanceof ObjectNode object) {
            return VdrTransformation.plain(object);
        }
        throw new BadRequest("A transformation must be a JSON object with vendorName and fields");
    }

    /**
     * Looks whether the caller may change what a scope has.
     *
     * @throws Forbidden when it is the organization's, and somebody else than an administrator calls
     */
    void requireToChange(Scope scope) {
        if (scope.level() == Level.ORGANIZATION) {
            Scopes.organization(caller, true);
        }
    }

    void requireMethod(String... allowed) {
        if (!List.of(allowed).contains(method)) {
            throw notAllowed();
        }
    }

    MethodNotAllowed notAllowed() {
        return new MethodNotAllowed("This path does not take " + method);
    }
}
