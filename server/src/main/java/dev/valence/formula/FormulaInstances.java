package dev.valence.formula;

import dev.valence.http.NotFound;
import dev.valence.store.ChangeNotices;
import dev.valence.store.Database;
import dev.valence.tenant.Caller;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** The stored instances of formulas. What callers ask for is bounded by what they may see. */
@Singleton
public class FormulaInstances {
    private static final String VISIBLE = " i.account_id = :account and (:administrator or i.user_id = :user) ";

    private final Jdbi jdbi;
    private final ChangeNotices notices;
    private final int mostFailures;

    @Inject
    FormulaInstances(
            Database database,
            ChangeNotices notices,
            @ConfigProperty(name = "valence.formulas.failures-in-a-row") int mostFailures) {
        this(database.jdbi(), notices, mostFailures);
    }

    /**
     * The instances of a database.
     *
     * @param mostFailures failed executions in a row after which an instance is deactivated; 0: never
     */
    public FormulaInstances(Jdbi jdbi, ChangeNotices notices, int mostFailures) {
        this.jdbi = jdbi;
        this.notices = notices;
        this.mostFailures = mostFailures;
    }

    /**
     * What a list is narrowed by.
     *
     * @param search in the name, or an element instance's name, or an element's whole key; may be empty
     * @param jobs only those that a schedule starts and that are active
     */
    record Filter(Optional<Long> formulaId, String search, boolean jobs) {}

    /** The instance with this id, whoever owns it; for the platform's own work. */
    public Optional<FormulaInstance> find(long id) {
        return jdbi.withHandle(handle -> find(handle, id));
    }

    /** As {@link #find(long)}, in a transaction of the caller's. */
    public Optional<FormulaInstance> find(Handle handle, long id) {
        return handle.createQuery(FormulaInstanceRows.SELECT + "where i.id = :id")
                .bind("id", id)
                .map(new FormulaInstanceRows())
                .findOne();
    }

    /**
     * The running instances that something at element instances may start; disabled element instances start none. They stay until the handle's transaction ends, so that
     * executions of them can be written.
     *
     * @param type event or element request
     */
    public List<FormulaInstance> startedBy(Handle handle, TriggerType type, Collection<Long> elementInstanceIds) {
        return handle.createQuery(FormulaInstanceRows.SELECT
                        + "where i.active and f.active and i.trigger_type = :type and i.trigger_instance_id = any(:instances)"
                        + " and not exists (select from instance e where e.id = i.trigger_instance_id and e.disabled)"
                        + " order by i.id for key share of i")
                .bind("type", type.wire())
                .bindArray("instances", Long.class, elementInstanceIds)
                .map(new FormulaInstanceRows())
                .list();
    }

    /** Keeps instances from being deleted until the handle's transaction ends; some may be gone already. */
    public void hold(Handle handle, Collection<Long> ids) {
        if (!ids.isEmpty()) {
            handle.createQuery("select id from formula_instance where id = any(:ids) order by id for key share")
                    .bindArray("ids", Long.class, List.copyOf(ids))
                    .mapTo(Long.class)
                    .list();
        }
    }

    /** Every running instance that calls of element instances start, whoever owns it; for the platform's own work. */
    public List<FormulaInstance> startedByCalls() {
        return jdbi.withHandle(handle -> handle.createQuery(FormulaInstanceRows.SELECT
                        + "where i.active and f.active and i.trigger_type = :type and i.trigger_instance_id is not null"
                        + " and i.trigger_method is not null and i.trigger_api is not null order by i.id")
                .bind("type", TriggerType.ELEMENT_REQUEST.wire())
                .map(new FormulaInstanceRows())
                .list());
    }

    /** Every running instance that a schedule starts. */
    public List<FormulaInstance> scheduled(Handle handle) {
        return handle.createQuery(FormulaInstanceRows.SELECT
                        + "where i.active and f.active and i.trigger_type = :type and i.cron is not null order by i.id")
                .bind("type", TriggerType.SCHEDULED.wire())
                .map(new FormulaInstanceRows())
                .list();
    }

    /**
     * An execution failed: counts it, and deactivates the instance when there were too many in a row.
     *
     * @param handle of the transaction that ends the execution
     * @return how many there were, when the instance was deactivated by this
     */
    public Optional<Integer> failed(Handle handle, long id) {
        Optional<Integer> stopped = handle.createQuery("""
                        update formula_instance n set failures_in_a_row = n.failures_in_a_row + 1,
                            active = n.active and not (:most > 0 and n.failures_in_a_row + 1 >= :most)
                        from (select id, active from formula_instance where id = :id for no key update) before
                        where n.id = before.id
                        returning case when before.active and not n.active then n.failures_in_a_row else 0 end""")
                .bind("id", id)
                .bind("most", mostFailures)
                .mapTo(Integer.class)
                .findOne()
                .filter(failures -> failures > 0);
        if (stopped.isPresent()) {
            find(handle, id)
                    .ifPresent(instance -> notices.publish(
                            handle,
                            Formulas.TOPIC,
                            Long.toString(instance.formula().id())));
        }
        return stopped;
    }

    /**
     * Executions of these were not run because the instances start themselves. Waits for nobody: an instance that somebody else
     * changes at the moment is told of the next time.
     *
     * @param handle of the transaction that tells it
     * @param since who was told since then is not told again
     * @return those of which it is to be told now
     */
    public Set<Long> startedThemselves(Handle handle, Collection<Long> ids, Instant now, Instant since) {
        return handle.createQuery("""
                        update formula_instance set self_started_told_at = :now where id in (
                            select id from formula_instance where id = any(:ids)
                                and (self_started_told_at is null or self_started_told_at < :since)
                            order by id for no key update skip locked)
                        returning id""")
                .bindArray("ids", Long.class, List.copyOf(ids))
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("since", since.atOffset(ZoneOffset.UTC))
                .mapTo(Long.class)
                .set();
    }

    /** Executions of these went well: failures are counted from here. */
    public void succeeded(Handle handle, Collection<Long> ids) {
        if (ids.isEmpty()) {
            return;
        }
        handle.createUpdate("update formula_instance set failures_in_a_row = 0"
                        + " where id = any(:ids) and failures_in_a_row > 0")
                .bindArray("ids", Long.class, List.copyOf(ids))
                .execute();
    }

    /**
     * The instance with this id.
     *
     * @param formulaId of which formula it has to be
     * @throws NotFound when there is none that the caller may see
     */
    public FormulaInstance require(Caller caller, Optional<Long> formulaId, long id) {
        return jdbi.withHandle(handle -> bind(
                                handle.createQuery(FormulaInstanceRows.SELECT + "where i.id = :id and" + VISIBLE),
                                caller)
                        .bind("id", id)
                        .map(new FormulaInstanceRows())
                        .findOne())
                .filter(instance -> formulaId.isEmpty()
                        || formulaId.get() == instance.formula().id())
                .orElseThrow(() -> NotFound.withId("formula instance", id));
    }

    /** One page of the caller's instances, by id. */
    List<FormulaInstance> list(Caller caller, Filter filter, int offset, int most) {
        return jdbi.withHandle(handle -> bind(
                        handle.createQuery(FormulaInstanceRows.SELECT + where(filter)
                                + " order by i.id limit :most offset :offset"),
                        caller,
                        filter)
                .bind("most", most)
                .bind("offset", offset)
                .map(new FormulaInstanceRows())
                .list());
    }

    int count(Caller caller, Filter filter) {
        return jdbi.withHandle(handle -> bind(
                        handle.createQuery("select count(*)" + FormulaInstanceRows.FROM + where(filter)),
                        caller,
                        filter)
                .mapTo(Integer.class)
                .one());
    }

    private static String where(Filter filter) {
        StringBuilder where = new StringBuilder("where").append(VISIBLE);
        filter.formulaId().ifPresent(id -> where.append("and i.formula_id = :formula "));
        if (!filter.search().isEmpty()) {
            where.append("""
                    and (strpos(lower(i.name), lower(:search)) > 0 or exists (
                        select 1 from instance e where e.id = any(i.element_instances)
                            and (strpos(lower(e.name), lower(:search)) > 0 or e.element_key = lower(:search))))""");
        }
        if (filter.jobs()) {
            where.append(" and i.active and f.active and i.trigger_type = 'scheduled' and i.cron is not null");
        }
        return where.toString();
    }

    private static Query bind(Query query, Caller caller) {
        return query.bind("account", caller.accountId())
                .bind("administrator", caller.administrator())
                .bind("user", caller.userId());
    }

    private static Query bind(Query query, Caller caller, Filter filter) {
        bind(query, caller);
        filter.formulaId().ifPresent(id -> query.bind("formula", id));
        return filter.search().isEmpty() ? query : query.bind("search", filter.search());
    }
}
