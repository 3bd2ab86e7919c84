package dev.valence.mapping;

import dev.valence.element.CallersObjects;
import dev.valence.element.Element;
import dev.valence.element.Resource;
import dev.valence.tenant.Caller;
import dev.valence.tenant.Callers;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The mapped objects of a caller's account, for the API documents of elements and hubs. */
@Singleton
public class DocumentedObjects implements CallersObjects {
    private final Callers callers;
    private final Mappings mappings;

    DocumentedObjects(Callers callers, Mappings mappings) {
        this.callers = callers;
        this.mappings = mappings;
    }

    @Override
    public List<Resource> documented(Optional<String> authorization, Element element) {
        if (authorization.filter(header -> !header.isBlank()).isEmpty()) {
            return List.of();
        }
        Caller caller = callers.require(authorization);
        return mappings.read(Scope.account(caller.organizationId(), caller.accountId()), element).values().stream()
                .filter(ObjectMapping::documented)
                .flatMap(mapping -> MappedResources.of(element, mapping).stream())
                .toList();
    }
}
