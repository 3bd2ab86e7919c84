package dev.valence.sandbox.webex;

import dev.valence.sandbox.http.Call;
import dev.valence.sandbox.http.Parameters;
import java.util.Map;
import java.util.Set;

/** A call whose token is good: who calls, through which application, with which scopes, and the path's variables. */
record Visit(
        Call call,
        Parameters query,
        Person person,
        String clientId,
        Set<String> scopes,
        Map<String, String> variables) {

    String id() {
        return variables.getOrDefault("id", "");
    }

    Fields body() {
        return Fields.read(call);
    }

    Visit with(Parameters changed) {
        return new Visit(call, changed, person, clientId, scopes, variables);
    }

    /**
     * A query parameter that is true or false; false unless given.
     *
     * @throws dev.valence.sandbox.http.Refusal 400 for anything else
     */
    boolean flag(String name) {
        return switch (query.given(name).orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Refusals.bad(name + " must be true or false.");
        };
    }

    /** Whether the caller reads the whole directory: an administrator with an administrator's token. */
    boolean readsDirectory() {
        return person.isAdmin() && scopes.contains("spark-admin:people_read");
    }

    /** Whether the caller is a compliance officer who reaches beyond their own rooms, for example with {@code rooms_read}. */
    boolean oversees(String right) {
        return person.isComplianceOfficer() && scopes.contains("spark-compliance:" + right);
    }
}
