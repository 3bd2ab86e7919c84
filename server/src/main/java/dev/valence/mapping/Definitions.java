package dev.valence.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.Conflict;
import dev.valence.http.Json;
import dev.valence.http.NotFound;
import dev.valence.store.Database;
import dev.valence.tenant.Caller;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.postgresql.util.PSQLException;

/** The definitions of an application's objects, by level. */
@Singleton
public class Definitions {
    private final Jdbi jdbi;
    private final MappingChanges changes;

    Definitions(Database database, MappingChanges changes) {
        this.jdbi = database.jdbi();
        this.changes = changes;
    }

    private record Row(String name, String fields) {}

    /** The definitions of exactly this level, by name. */
    SequencedMap<String, ObjectNode> own(Scope scope) {
        return jdbi.withHandle(handle -> own(handle, scope));
    }

    /** What is in force at this level, by name: its own definitions and those above it, field by field. */
    public SequencedMap<String, ObjectNode> inForce(Scope scope) {
        return jdbi.withHandle(handle -> inForce(handle, scope));
    }

    static SequencedMap<String, ObjectNode> inForce(Handle handle, Scope scope) {
        Map<String, SequencedMap<Level, ObjectNode>> byName = new TreeMap<>();
        for (Scope each : scope.chain()) {
            own(handle, each)
                    .forEach((name, definition) -> byName.computeIfAbsent(name, any -> new LinkedHashMap<>())
                            .put(each.level(), definition));
        }
        SequencedMap<String, ObjectNode> merged = new LinkedHashMap<>();
        byName.forEach((name, levels) -> merged.put(name, LevelMerge.definition(levels)));
        return merged;
    }

    /** Makes several at once, all or none; that one is there already is said before what is wrong with the others. */
    void create(Scope scope, Map<String, Supplier<ArrayNode>> definitions) {
        changes.change(scope.organizationId(), handle -> {
            definitions.keySet().forEach(name -> requireFree(handle, scope, name));
            definitions.forEach((name, fields) -> create(handle, scope, name, fields));
        });
    }

    /**
     * Makes one.
     *
     * @param read gives its fields, asked for when the name is free
     * @return its id
     * @throws Conflict when the level has one of this name
     * @throws dev.valence.http.BadRequest when it cannot be made under this name
     */
    static long create(Handle handle, Scope scope, String name, Supplier<ArrayNode> read) {
        requireFree(handle, scope, name);
        DefinitionReader.requireReachable(name);
        ArrayNode fields = read.get();
        FieldNumbers.assign(fields, Json.MAPPER.createArrayNode());
        return ScopedRows.bind(handle.createQuery("""
                                insert into object_definition (organization_id, account_id, instance_id, name, fields)
                                values (:organization, :account, :instance, :name, :fields) on conflict do nothing
                                returning id"""), scope)
                .bind("name", name)
                .bind("fields", fields.toString())
                .mapTo(Long.class)
                .findOne()
                .orElseThrow(() -> taken(scope, name));
    }

    private static void requireFree(Handle handle, Scope scope, String name) {
        if (own(handle, scope).containsKey(name)) {
            throw taken(scope, name);
        }
    }

    private static Conflict taken(Scope scope, String name) {
        return new Conflict(
                "The " + scope.level().wire() + " has a definition of " + name + " already; PUT replaces it");
    }

    /** Replaces one. */
    void replace(Scope scope, String name, ArrayNode fields) {
        changes.change(scope.organizationId(), handle -> replace(handle, scope, name, fields));
    }

    static void replace(Handle handle, Scope scope, String name, ArrayNode fields) {
        JsonNode before = ScopedRows.bind(
                        handle.createQuery("select fields from object_definition" + ScopedRows.OF_SCOPE
                                + " and name = :name for update"),
                        scope)
                .bind("name", name)
                .mapTo(String.class)
                .findOne()
                .map(Stored::json)
                .orElseThrow(() -> missing(scope, name));
        FieldNumbers.assign(fields, before);
        ScopedRows.bind(
                        handle.createUpdate("update object_definition set fields = :fields" + ScopedRows.OF_SCOPE
                                + " and name = :name"),
                        scope)
                .bind("name", name)
                .bind("fields", fields.toString())
                .execute();
    }

    /** Deletes one, or all of the level when no name is given. */
    void delete(Scope scope, Optional<String> name) {
        changes.change(scope.organizationId(), handle -> delete(handle, scope, name));
    }

    static void delete(Handle handle, Scope scope, Optional<String> name) {
        Transformations.ofObject(handle, scope, name).ifPresent(used -> {
            throw new Conflict("The definition of " + used + " is used by a transformation; delete that first");
        });
        int gone = ScopedRows.bind(
                        handle.createUpdate("delete from object_definition" + ScopedRows.OF_SCOPE
                                + " and (:name::text is null or name = :name)"),
                        scope)
                .bind("name", name.orElse(null))
                .execute();
        if (gone == 0) {
            throw name.map(text -> missing(scope, text)).orElseGet(() -> none(scope));
        }
    }

    /** Gives one another name, and the transformations of the level with it. */
    void rename(Caller caller, Scope scope, String from, String to) {
        changes.change(scope.organizationId(), handle -> rename(handle, caller, scope, from, to));
    }

    static void rename(Handle handle, Caller caller, Scope scope, String from, String to) {
        DefinitionReader.requireReachable(to);
        try {
            int changed = ScopedRows.bind(
                            handle.createUpdate("update object_definition set name = :to" + ScopedRows.OF_SCOPE
                                    + " and name = :name"),
                            scope)
                    .bind("name", from)
                    .bind("to", to)
                    .execute();
            if (changed == 0) {
                throw missing(scope, from);
            }
            Transformations.rename(handle, caller, scope, from, to);
        } catch (UnableToExecuteStatementException e) {
            if (e.getCause() instanceof PSQLException fault && "23505".equals(fault.getSQLState())) {
                throw new Conflict(
                        "The " + scope.level().wire() + " has an object with the name " + to + " already", e);
            }
            throw e;
        }
    }

    static NotFound missing(Scope scope, String name) {
        return new NotFound("No definition of " + name + " found at the level "
                + scope.level().wire());
    }

    static NotFound none(Scope scope) {
        return new NotFound(
                "No object definitions found at the level " + scope.level().wire());
    }

    static SequencedMap<String, ObjectNode> own(Handle handle, Scope scope) {
        SequencedMap<String, ObjectNode> definitions = new LinkedHashMap<>();
        ScopedRows.bind(
                        handle.createQuery(
                                "select name, fields from object_definition" + ScopedRows.OF_SCOPE + " order by name"),
                        scope)
                .map((row, context) -> new Row(row.getString("name"), row.getString("fields")))
                .forEach(row -> {
                    ObjectNode json = Json.MAPPER.createObjectNode();
                    json.set("fields", Stored.json(row.fields));
                    SequencedMap<Level, ObjectNode> level = new LinkedHashMap<>();
                    level.put(scope.level(), json);
                    definitions.put(row.name, LevelMerge.definition(level));
                });
        return definitions;
    }
}
