package dev.valence.sandbox.webex;

import dev.valence.sandbox.http.Reply;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What serves one method and path.
 *
 * @param scopes of each set one is needed
 */
record Operation(List<Set<String>> scopes, Function<Visit, Reply> action) {

    static Operation needs(String scope, Function<Visit, Reply> action) {
        return needsAll(List.of(scope), action);
    }

    static Operation needsAll(List<String> scopes, Function<Visit, Reply> action) {
        return new Operation(scopes.stream().map(Set::of).toList(), action);
    }

    static Operation needsOneOf(List<String> scopes, Function<Visit, Reply> action) {
        return new Operation(List.of(Set.copyOf(scopes)), action);
    }

    /** Needs a token and no particular scope. */
    static Operation needsToken(Function<Visit, Reply> action) {
        return new Operation(List.of(), action);
    }
}
