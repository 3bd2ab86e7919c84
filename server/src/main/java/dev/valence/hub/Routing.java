package dev.valence.hub;

import dev.valence.element.Catalog;
import dev.valence.element.Element;
import dev.valence.element.ResourceMatch;
import dev.valence.http.BadRequest;
import dev.valence.http.Forbidden;
import dev.valence.http.MethodNotAllowed;
import dev.valence.http.NotFound;
import dev.valence.instance.Connection;
import dev.valence.mapping.ObjectMapping;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Second step: method and whole path against the element's resources; what is not there belongs to the platform. */
final class Routing {
    private Routing() {}

    /**
     * The resource of the call; empty when the platform's own routes should look at it.
     *
     * @param mappings the instance's own objects, asked for only when they may matter
     * @throws Forbidden when the instance is disabled
     * @throws MethodNotAllowed when the element knows the path and not the method
     */
    static Optional<Routed> find(
            Connection connection, Incoming incoming, Supplier<SequencedMap<String, ObjectMapping>> mappings) {
        Element element = connection.element();
        Optional<ResourceMatch> match = element.resource(incoming.method(), incoming.path());
        if (match.isPresent()) {
            boolean lists = match.get().resource().answeredByPlatform();
            return Optional.of(new Routed(
                    incoming, target(connection, match.get(), Optional.empty(), lists ? mappings.get() : Map.of())));
        }
        Optional<MappedCall.Translated> translated =
                belongsToThePlatform(incoming) ? Optional.empty() : MappedCall.of(incoming, element, mappings.get());
        if (translated.isPresent()) {
            return Optional.of(mapped(connection, incoming, translated.get()));
        }
        refuseOtherMethods(element, incoming);
        return Optional.empty();
    }

    /**
     * A call as it goes on.
     *
     * @param incoming in the element's words
     */
    record Routed(Incoming incoming, Target target) {}

    private static Routed mapped(Connection connection, Incoming incoming, MappedCall.Translated translated) {
        Incoming known = translated.incoming();
        translated
                .mapping()
                .filter(mapping -> !mapping.takes(incoming.method()))
                .ifPresent(mapping -> {
                    throw new MethodNotAllowed("The transformation of " + mapping.name() + " is for "
                            + String.join(", ", new TreeSet<>(mapping.methods())) + ", not " + incoming.method());
                });
        ResourceMatch match = connection
                .element()
                .resource(known.method(), known.path())
                .orElseThrow(() -> new NotFound("The transformation of "
                        + translated.mapping().map(ObjectMapping::name).orElse("an object in " + incoming.path())
                        + " leads to " + known.path() + ", which "
                        + connection.element().name() + " does not have for " + incoming.method()
                        + "; check its vendorName"));
        return new Routed(known, target(connection, match, translated.mapping(), Map.of()));
    }

    private static boolean belongsToThePlatform(Incoming incoming) {
        boolean underHub = String.valueOf(incoming.request().path()).startsWith(Incoming.PREFIX + "/hubs/");
        return !underHub && PlatformPaths.has(incoming.path());
    }

    private static Target target(
            Connection connection,
            ResourceMatch match,
            Optional<ObjectMapping> mapping,
            Map<String, ObjectMapping> mapped) {
        Map<String, String> variables = decoded(match.pathVariables());
        if (connection.disabled() && !match.resource().answeredByPlatform()) {
            throw new Forbidden("The instance " + connection.instanceId() + " is disabled; PUT /instances/"
                    + connection.instanceId() + "/enabled switches it on");
        }
        return new Target(connection, match.resource(), variables, mapping, mapped);
    }

    /** Whether a whole path is a resource of some element and nothing of the platform's own. */
    static boolean isOnlyForElements(Catalog catalog, String path) {
        String resource = Incoming.resourcePath(path);
        boolean underHub = resource.length() < path.length() - Incoming.PREFIX.length();
        return (underHub || !PlatformPaths.has(resource))
                && catalog.elements().stream()
                        .anyMatch(element -> !element.methodsOf(resource).isEmpty());
    }

    private static void refuseOtherMethods(Element element, Incoming incoming) {
        Set<String> methods = element.methodsOf(incoming.path());
        if (!methods.isEmpty() && !PlatformPaths.has(incoming.path())) {
            throw new MethodNotAllowed("The resource " + incoming.path() + " of " + element.name() + " takes "
                    + String.join(", ", new TreeSet<>(methods)) + ", not " + incoming.method());
        }
    }

    private static Map<String, String> decoded(Map<String, String> raw) {
        if (raw.isEmpty()) {
            return raw;
        }
        Map<String, String> variables = HashMap.newHashMap(raw.size());
        raw.forEach((name, text) -> variables.put(name, segment(name, text)));
        return variables;
    }

    private static String segment(String name, String raw) {
        // In a path a plus sign is a plus sign.
        String text = QueryString.decoded(raw.replace("+", "%2B"));
        boolean harmful = text.isEmpty() || text.equals(".") || text.equals("..");
        if (harmful || text.chars().anyMatch(Character::isISOControl)) {
            throw new BadRequest("The path variable " + name + " is not a usable id");
        }
        return text;
    }
}
