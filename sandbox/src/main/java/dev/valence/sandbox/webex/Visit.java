package dev.valence.sandbox.webex;

import dev.valence.sandbox.http.Call;
import dev.valence.sandbox.http.Parameters;
import java.util.Map;
import java.util.Set;

/** A call whose token is good: who calls, with which scopes, and the path's variables. */
record Visit(Call call, Parameters query, Person person, Set<String> scopes, Map<String, String> variables) {

    String id() {
        return variables.getOrDefault("id", "");
    }

    Fields body() {
        return Fields.read(call);
    }

    /** Whether the caller reads the whole directory: an administrator with an administrator's token. */
    boolean readsDirectory() {
        return person.isAdmin() && scopes.contains("spark-admin:people_read");
    }
}
