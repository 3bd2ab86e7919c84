package dev.valence.element;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The resources of an element by path segment. A look-up costs one map access per segment and copies no path. */
public final class ResourceTree {
    private final Node root = new Node();

    ResourceTree(List<Resource> resources) {
        for (Resource resource : resources) {
            if (resource.type().callable()) {
                add(resource);
            }
        }
    }

    private void add(Resource resource) {
        Node node = root;
        List<String> variables = new ArrayList<>();
        for (String segment : PathTemplate.segments(resource.path())) {
            Optional<String> variable = PathTemplate.variableOf(segment);
            if (variable.isPresent()) {
                variables.add(variable.get());
                node = node.variableChild();
            } else {
                node = node.literals.computeIfAbsent(segment, _ -> new Node());
            }
        }
        node.routes.putIfAbsent(resource.method(), new Route(resource, List.copyOf(variables)));
    }

    /** The resource for a method and a path; a literal segment wins over a variable where both know the method. */
    Optional<ResourceMatch> find(String method, String path) {
        String[] values = new String[8];
        return find(root, method, path, 0, values, 0);
    }

    private static Optional<ResourceMatch> find(
            Node node, String method, String path, int at, String[] values, int depth) {
        if (at >= path.length()) {
            Route route = node.routes.get(method);
            return route == null ? Optional.empty() : Optional.of(route.match(values));
        }
        int end = segmentEnd(path, at);
        if (path.charAt(at) != '/' || end == at + 1) {
            return Optional.empty();
        }
        String segment = path.substring(at + 1, end);
        Node literal = node.literals.get(segment);
        if (literal != null) {
            Optional<ResourceMatch> found = find(literal, method, path, end, values, depth);
            if (found.isPresent()) {
                return found;
            }
        }
        if (node.variable == null || depth == values.length) {
            return Optional.empty();
        }
        values[depth] = segment;
        return find(node.variable, method, path, end, values, depth + 1);
    }

    /** The verbs that a path knows, sorted. */
    Set<String> methodsOf(String path) {
        Set<String> methods = new TreeSet<>();
        collect(root, path, 0, methods);
        return Collections.unmodifiableSet(methods);
    }

    private static void collect(Node node, String path, int at, Set<String> methods) {
        if (at >= path.length()) {
            methods.addAll(node.routes.keySet());
            return;
        }
        int end = segmentEnd(path, at);
        if (path.charAt(at) != '/' || end == at + 1) {
            return;
        }
        Node literal = node.literals.get(path.substring(at + 1, end));
        if (literal != null) {
            collect(literal, path, end, methods);
        }
        if (node.variable != null) {
            collect(node.variable, path, end, methods);
        }
    }

    private static int segmentEnd(String path, int at) {
        int slash = path.indexOf('/', at + 1);
        return slash < 0 ? path.length() : slash;
    }

    private static final class Node {
        private final Map<String, Node> literals = new HashMap<>();
        private final Map<String, Route> routes = new HashMap<>();
        private @Nullable Node variable;

        private Node variableChild() {
            if (variable == null) {
                variable = new Node();
            }
            return variable;
        }
    }

    private record Route(Resource resource, List<String> variables) {
        ResourceMatch match(String[] values) {
            if (variables.isEmpty()) {
                return new ResourceMatch(resource, Map.of());
            }
            Map<String, String> named = LinkedHashMap.newLinkedHashMap(variables.size());
            for (int i = 0; i < variables.size(); i++) {
                named.put(variables.get(i), values[i]);
            }
            return new ResourceMatch(resource, Collections.unmodifiableMap(named));
        }
    }
}
