package dev.valence.sandbox.webex;

import dev.valence.sandbox.http.Reply;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What serves one method and path.
 *
 * @param scopes one of them is needed
 */
record Operation(Set<String> scopes, Function<Visit, Reply> action) {

    static Operation needs(String scope, Function<Visit, Reply> action) {
        return new Operation(Set.of(scope), action);
    }

    static Operation needsOneOf(List<String> scopes, Function<Visit, Reply> action) {
        return new Operation(Set.copyOf(scopes), action);
    }
}
