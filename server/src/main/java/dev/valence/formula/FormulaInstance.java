package dev.valence.formula;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * A formula with values for its variables, ready to run.
 *
 * @param formula what of the formula its lists show
 * @param debugLogging whether the values of steps are kept; empty: as the formula says
 * @param configuration the values by the keys of variables; those of element instances are ids
 * @param settings as they were given; not to be changed
 * @param binding empty while the formula has no trigger
 * @param failuresInARow failed executions since the last that went well
 * @param job whether it was made, with its formula, for a job that ends both
 * @param expiresAt when it is deleted
 */
public record FormulaInstance(
        long id,
        Of formula,
        Owner owner,
        String name,
        boolean active,
        Optional<Boolean> debugLogging,
        Map<String, String> configuration,
        ObjectNode settings,
        Optional<Binding> binding,
        int failuresInARow,
        boolean job,
        Optional<Instant> expiresAt,
        Instant createdAt,
        Instant updatedAt) {

    /**
     * The formula of an instance.
     *
     * @param versionId of what it does at present
     * @param oneByOne whether the executions of an instance follow one another
     */
    public record Of(long id, String name, boolean active, long versionId, boolean oneByOne) {}

    /** Whether executions may start: it and its formula are active. */
    public boolean running() {
        return active && formula.active();
    }

    /** Whether nobody changed what people say of it; executions count failures meanwhile. */
    boolean isWantedAs(FormulaInstance other) {
        return name.equals(other.name)
                && active == other.active
                && debugLogging.equals(other.debugLogging)
                && configuration.equals(other.configuration)
                && settings.equals(other.settings);
    }

    /** The form on the wire. */
    ObjectNode json() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("id", id);
        json.put("name", name);
        json.put("active", active);
        json.put("createdDate", createdAt.truncatedTo(ChronoUnit.SECONDS).toString());
        json.put("updatedDate", updatedAt.truncatedTo(ChronoUnit.SECONDS).toString());
        json.put("failuresInARow", failuresInARow);
        json.put("userId", owner.userId());
        json.put("accountId", owner.accountId());
        json.putObject("formula")
                .put("id", formula.id())
                .put("name", formula.name())
                .put("active", formula.active());
        debugLogging.ifPresent(on -> json.put("debugLoggingEnabled", on));
        ObjectNode values = json.putObject("configuration");
        configuration.forEach(values::put);
        json.set("settings", settings.deepCopy());
        return json;
    }
}
