package dev.valence.formula;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A workflow that instances run.
 *
 * @param active whether its instances run at all
 * @param engine {@code v1} or {@code v3}
 * @param singleThreaded whether an instance runs one execution at a time; only the older engine keeps to it
 * @param debugLogging whether the values of steps are kept
 * @param address where it answers as a resource
 * @param members what was given besides and means nothing to the platform; not to be changed
 * @param version what it does at present
 */
public record Formula(
        long id,
        Owner owner,
        String name,
        Optional<String> description,
        boolean active,
        String engine,
        boolean singleThreaded,
        boolean debugLogging,
        Optional<ApiAddress> address,
        ObjectNode members,
        FormulaVersion version,
        Instant createdAt,
        Instant updatedAt) {

    /** Whether it was written for the older engine, whose scripts may return their results. */
    public boolean ofOlderEngine() {
        return engine.equals("v1");
    }

    /** The form on the wire, which is the one of exports too. */
    ObjectNode json() {
        return at(version);
    }

    /** The same with what it did in another version. */
    ObjectNode at(FormulaVersion version) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("id", id);
        json.put("name", name);
        description.ifPresent(text -> json.put("description", text));
        json.put("userId", owner.userId());
        json.put("accountId", owner.accountId());
        json.put("createdDate", createdAt.truncatedTo(ChronoUnit.SECONDS).toString());
        json.put("updatedDate", updatedAt.truncatedTo(ChronoUnit.SECONDS).toString());
        json.put("active", active);
        json.put("singleThreaded", singleThreaded);
        json.put("engine", engine);
        json.put("debugLoggingEnabled", debugLogging);
        address.ifPresent(place -> json.put("uri", place.uri()).put("method", place.method()));
        json.setAll(members.deepCopy());
        json.setAll(version.document().deepCopy());
        return json;
    }
}
