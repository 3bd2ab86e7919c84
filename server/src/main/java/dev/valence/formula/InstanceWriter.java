package dev.valence.formula;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.Conflict;
import dev.valence.http.Json;
import dev.valence.store.ChangeNotices;
import dev.valence.store.Database;
import dev.valence.tenant.Caller;
import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Writes instances of formulas, with what starts them.
 *
 * <p>What is to be stored was checked against a formula, and a change against an instance too, outside of the transaction: they
 * have to be as they were, else nothing is stored and the caller looks again.
 */
@Singleton
class InstanceWriter {
    private final Jdbi jdbi;
    private final FormulaInstances instances;
    private final ChangeNotices notices;
    private final Clock clock;
    private final List<InstanceListener> listeners;

    @Inject
    InstanceWriter(
            Database database,
            FormulaInstances instances,
            ChangeNotices notices,
            Clock clock,
            @All List<InstanceListener> listeners) {
        this(database.jdbi(), instances, notices, clock, listeners);
    }

    InstanceWriter(
            Jdbi jdbi,
            FormulaInstances instances,
            ChangeNotices notices,
            Clock clock,
            List<InstanceListener> listeners) {
        this.jdbi = jdbi;
        this.instances = instances;
        this.notices = notices;
        this.clock = clock;
        this.listeners = List.copyOf(listeners);
    }

    /** An instance as somebody wants it to be, checked. */
    record Wanted(
            String name,
            boolean active,
            Optional<Boolean> debugLogging,
            Map<String, String> configuration,
            ObjectNode settings,
            Optional<OffsetDateTime> expiresAt) {}

    /** Stores a new instance, as {@link #create(Caller, Formula, Wanted, boolean)}, which is no job. */
    Optional<FormulaInstance> create(Caller caller, Formula formula, Wanted wanted) {
        return create(caller, formula, wanted, false);
    }

    /**
     * Stores a new instance.
     *
     * @param job as in {@link FormulaInstance}
     * @return empty when the formula is another by now
     */
    Optional<FormulaInstance> create(Caller caller, Formula formula, Wanted wanted, boolean job) {
        return jdbi.inTransaction(handle -> {
            if (!isStill(handle, formula)) {
                return Optional.empty();
            }
            long id = bind(handle.createQuery("""
                                    insert into formula_instance (formula_id, organization_id, account_id, user_id, name, active,
                                        debug_logging, configuration, settings, element_instances, trigger_type,
                                        trigger_instance_id, trigger_method, trigger_api, cron, job, expires_at,
                                        created_at, updated_at)
                                    values (:formula, :organization, :account, :user, :name, :active, :debug,
                                        :configuration::json, :settings::json, :elements, :type, :instance, :method, :api, :cron,
                                        :job, :expires, :now, :now)
                                    returning id"""), wanted, formula.version())
                    .bind("formula", formula.id())
                    .bind("organization", caller.organizationId())
                    .bind("account", caller.accountId())
                    .bind("user", caller.userId())
                    .bind("job", job)
                    .mapTo(Long.class)
                    .one();
            publish(handle, formula.id());
            return instances.find(handle, id);
        });
    }

    /**
     * Changes an instance. One that becomes active starts without failures.
     *
     * @return empty when the formula or the instance is another by now, or gone
     */
    Optional<FormulaInstance> change(Formula formula, FormulaInstance before, Wanted wanted) {
        return jdbi.inTransaction(handle -> {
            boolean there = isStill(handle, formula)
                    && handle.createQuery("select 1 from formula_instance where id = :id for update")
                            .bind("id", before.id())
                            .mapTo(Integer.class)
                            .findOne()
                            .isPresent();
            if (!there || !instances.find(handle, before.id()).orElseThrow().isWantedAs(before)) {
                return Optional.empty();
            }
            bind(handle.createUpdate("""
                                    update formula_instance set name = :name,
                                        failures_in_a_row = case when :active and not active then 0 else failures_in_a_row end,
                                        active = :active, debug_logging = :debug, configuration = :configuration::json,
                                        settings = :settings::json, element_instances = :elements, trigger_type = :type,
                                        trigger_instance_id = :instance, trigger_method = :method, trigger_api = :api,
                                        cron = :cron, expires_at = :expires, updated_at = :now
                                    where id = :id"""), wanted, formula.version())
                    .bind("id", before.id())
                    .execute();
            publish(handle, formula.id());
            return instances.find(handle, before.id());
        });
    }

    /** Deletes an instance; what listens ends what is under way of it. */
    void delete(FormulaInstance instance) {
        jdbi.useTransaction(handle -> delete(handle, "id = :id", Map.of("id", instance.id())));
    }

    /** Deletes the instances whose time is over; answers how many there were. */
    int deleteExpired() {
        return jdbi.inTransaction(handle -> delete(handle, "expires_at <= :now", Map.of("now", now())));
    }

    private int delete(Handle handle, String which, Map<String, Object> values) {
        // An instance is held before its lane, as by all who need both, so that nobody waits in a circle.
        Map<Long, Long> formulas = handle.createQuery(
                        "select id, formula_id from formula_instance where " + which + " order by id for update")
                .bindMap(values)
                .collectRows(Collectors.toMap(
                        row -> row.getColumn("id", Long.class), row -> row.getColumn("formula_id", Long.class)));
        if (!formulas.isEmpty()) {
            listeners.forEach(listener -> listener.deleting(handle, formulas.keySet()));
            handle.createUpdate("delete from formula_instance where id = any(:ids)")
                    .bindArray("ids", Long.class, List.copyOf(formulas.keySet()))
                    .execute();
            formulas.values().stream().distinct().forEach(formula -> publish(handle, formula));
        }
        return formulas.size();
    }

    static int count(Handle handle, long formulaId) {
        return handle.createQuery("select count(*) from formula_instance where formula_id = :formula")
                .bind("formula", formulaId)
                .mapTo(Integer.class)
                .one();
    }

    /** Instances give values by key, so that a key which goes would leave them without. */
    static void requireNoLostVariables(Handle handle, long formulaId, FormulaVersion before, ObjectNode after) {
        Set<String> kept = after.path("configuration")
                .valueStream()
                .map(variable -> variable.path("key").asText())
                .collect(Collectors.toSet());
        Optional<Variable> lost = before.configuration().stream()
                .filter(variable -> !kept.contains(variable.key()))
                .findFirst();
        if (lost.isPresent() && count(handle, formulaId) > 0) {
            throw new Conflict("The variable '" + lost.get().key()
                    + "' cannot be deleted or get another key while the formula has instances; delete these first");
        }
    }

    /** Works out anew what starts the instances of a formula, which has changed. */
    static void rebind(Handle handle, Formula formula) {
        handle.createQuery("select id, configuration from formula_instance where formula_id = :formula for update")
                .bind("formula", formula.id())
                .map((row, context) -> Map.entry(row.getLong("id"), StoredJson.texts(row.getString("configuration"))))
                .list()
                .forEach(instance -> bindTrigger(handle.createUpdate("""
                                        update formula_instance set element_instances = :elements, trigger_type = :type,
                                            trigger_instance_id = :instance, trigger_method = :method, trigger_api = :api,
                                            cron = :cron
                                        where id = :id"""), instance.getValue(), formula.version())
                        .bind("id", instance.getKey())
                        .execute());
    }

    private static <S extends SqlStatement<S>> S bindTrigger(
            S statement, Map<String, String> values, FormulaVersion version) {
        Optional<Binding> binding = Bindings.of(version, values);
        return statement
                .bindArray("elements", Long.class, Bindings.elementInstances(version, values))
                .bind("type", binding.map(known -> known.type().wire()).orElse(null))
                .bind("instance", binding.flatMap(Binding::elementInstanceId).orElse(null))
                .bind("method", binding.flatMap(Binding::method).orElse(null))
                .bind("api", binding.flatMap(Binding::api).orElse(null))
                .bind("cron", binding.flatMap(Binding::cron).orElse(null));
    }

    private <S extends SqlStatement<S>> S bind(S statement, Wanted wanted, FormulaVersion version) {
        ObjectNode values = Json.MAPPER.createObjectNode();
        wanted.configuration().forEach(values::put);
        return bindTrigger(statement, wanted.configuration(), version)
                .bind("name", wanted.name())
                .bind("active", wanted.active())
                .bind("debug", wanted.debugLogging().orElse(null))
                .bind("configuration", values.toString())
                .bind("settings", wanted.settings().toString())
                .bind("expires", wanted.expiresAt().orElse(null))
                .bind("now", now());
    }

    /** Whether the formula does what it did, which it goes on doing until the transaction ends. */
    private static boolean isStill(Handle handle, Formula formula) {
        return handle.createQuery("select version_id from formula where id = :id for share")
                .bind("id", formula.id())
                .mapTo(Long.class)
                .findOne()
                .filter(version -> version == formula.version().id())
                .isPresent();
    }

    private void publish(Handle handle, long formula) {
        notices.publish(handle, Formulas.TOPIC, Long.toString(formula));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
