package dev.valence.formula;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.Conflict;
import dev.valence.http.Json;
import dev.valence.http.NotFound;
import dev.valence.store.ChangeNotices;
import dev.valence.store.Database;
import dev.valence.tenant.Caller;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jdbi.v3.core.statement.Update;
import org.postgresql.util.PSQLException;

/** The stored formulas. What callers ask for is bounded by what they may see; a formula of others is not there at all. */
@Singleton
public class Formulas {
    /** Topic of the notices that a formula or an instance of it changed or is gone; the key is the formula's id. */
    public static final String TOPIC = "formula";

    /** What a caller sees: its own, as administrator those of the whole account. */
    private static final String VISIBLE = " f.account_id = :account and (:administrator or f.user_id = :user) ";

    private static final String SEARCHED = VISIBLE + "and strpos(lower(f.name), lower(:search)) > 0 ";

    private final Jdbi jdbi;
    private final ChangeNotices notices;
    private final Clock clock;
    private final FormulaRows rows = new FormulaRows();

    @Inject
    Formulas(Database database, ChangeNotices notices, Clock clock) {
        this(database.jdbi(), notices, clock);
    }

    /** The formulas of a database. */
    public Formulas(Jdbi jdbi, ChangeNotices notices, Clock clock) {
        this.jdbi = jdbi;
        this.notices = notices;
        this.clock = clock;
    }

    /** The formula with this id, whoever owns it; for the platform's own work. */
    public Optional<Formula> find(long id) {
        return jdbi.withHandle(handle -> find(handle, id));
    }

    /** As {@link #find(long)}, in a transaction of the caller's. */
    public Optional<Formula> find(Handle handle, long id) {
        return handle.createQuery(FormulaRows.SELECT + " where f.id = :id")
                .bind("id", id)
                .map(rows)
                .findOne();
    }

    /** The formula with this id when the owner of another formula may see it, by the rule for callers. */
    public Optional<Formula> findForOwnerOf(long other, long id) {
        return jdbi.withHandle(handle -> handle.createQuery(FormulaRows.SELECT + """
                         where f.id = :id and exists (select 1 from formula o join users u on u.id = o.user_id
                            where o.id = :other and o.account_id = f.account_id
                                and (u.administrator or o.user_id = f.user_id))""")
                .bind("id", id)
                .bind("other", other)
                .map(rows)
                .findOne());
    }

    /** What a formula did at some time; empty when the formula is gone. Remembered. */
    public Optional<FormulaVersion> version(long id) {
        return rows.remembered(id)
                .or(() -> jdbi.withHandle(handle -> handle.createQuery(
                                "select formula_id, document from formula_version where id = :id")
                        .bind("id", id)
                        .map((row, context) -> rows.version(id, row.getLong("formula_id"), row.getString("document")))
                        .findOne()));
    }

    /** The formula of an account that answers as a resource there. */
    public Optional<Formula> at(long accountId, ApiAddress address) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        FormulaRows.SELECT + " where f.account_id = :account and f.method = :method and f.uri = :uri")
                .bind("account", accountId)
                .bind("method", address.method())
                .bind("uri", address.uri())
                .map(rows)
                .findOne());
    }

    /**
     * The formula with this id.
     *
     * @throws NotFound when there is none that the caller may see
     */
    public Formula require(Caller caller, long id) {
        return jdbi.withHandle(handle -> require(handle, caller, id));
    }

    /** The formula with this id, when the caller may see it. */
    Optional<Formula> find(Caller caller, long id) {
        return jdbi.withHandle(handle -> find(handle, caller, id));
    }

    /** The first formulas with exactly this name that the caller may see; two are enough to tell that it is not the only one. */
    List<Formula> named(Caller caller, String name) {
        return jdbi.withHandle(handle -> bind(
                        handle.createQuery(
                                FormulaRows.SELECT + " where" + VISIBLE + "and f.name = :name order by f.id limit 2"),
                        caller)
                .bind("name", name)
                .map(rows)
                .list());
    }

    /** One page of the caller's formulas, by id. */
    List<Formula> list(Caller caller, String search, int offset, int most) {
        return jdbi.withHandle(handle -> bind(
                        handle.createQuery(
                                FormulaRows.SELECT + " where" + SEARCHED + "order by f.id limit :most offset :offset"),
                        caller)
                .bind("search", search)
                .bind("most", most)
                .bind("offset", offset)
                .map(rows)
                .list());
    }

    int count(Caller caller, String search) {
        return jdbi.withHandle(
                handle -> bind(handle.createQuery("select count(*) from formula f where" + SEARCHED), caller)
                        .bind("search", search)
                        .mapTo(Integer.class)
                        .one());
    }

    /** Stores a new formula. */
    Formula create(Caller caller, FormulaDraft draft) {
        return jdbi.inTransaction(handle -> {
            requireFreeAddress(handle, caller.accountId(), draft, 0);
            long id = number(handle, "formula");
            long version = number(handle, "formula_version");
            PartIds.number(draft.document(), Json.MAPPER.createObjectNode(), many -> numbers(handle, many));
            execute(
                    bind(handle.createUpdate("""
                                            insert into formula (id, organization_id, account_id, user_id, name, description,
                                                active, engine, single_threaded, debug_logging, uri, method, members, version_id,
                                                created_at, updated_at)
                                            values (:id, :organization, :account, :user, :name,
                                                :description, :active, :engine, :single, :debug, :uri, :method,
                                                :members::json, :version, :now, :now)"""), draft)
                            .bind("id", id)
                            .bind("organization", caller.organizationId())
                            .bind("account", caller.accountId())
                            .bind("user", caller.userId())
                            .bind("version", version),
                    draft);
            insertVersion(handle, version, id, caller.organizationId(), draft.document());
            return find(handle, id).orElseThrow();
        });
    }

    /**
     * Changes a formula, and what starts its instances along with it.
     *
     * @param change makes the new document out of the one there is, whose trees it may change
     * @throws Conflict when a variable that instances give a value for would go, or the address is taken
     */
    Formula change(Caller caller, long id, UnaryOperator<ObjectNode> change) {
        return jdbi.inTransaction(handle -> {
            Formula before = requireLocked(handle, caller, id);
            FormulaDraft draft = FormulaReader.read(change.apply(before.json()));
            requireFreeAddress(handle, before.owner().accountId(), draft, id);
            ObjectNode document = before.version().document();
            PartIds.number(draft.document(), document, many -> numbers(handle, many));
            // As text: trees tell a number that was read from the same number that was set.
            boolean same = draft.document().toString().equals(document.toString());
            if (!same) {
                InstanceWriter.requireNoLostVariables(handle, id, before.version(), draft.document());
            }
            long version = same ? before.version().id() : number(handle, "formula_version");
            if (!same) {
                insertVersion(handle, version, id, before.owner().organizationId(), draft.document());
            }
            execute(bind(handle.createUpdate("""
                                            update formula set name = :name, description = :description, active = :active,
                                                engine = :engine, single_threaded = :single, debug_logging = :debug, uri = :uri,
                                                method = :method, members = :members::json, version_id = :version,
                                                updated_at = :now
                                            where id = :id"""), draft).bind("id", id).bind("version", version), draft);
            Formula after = find(handle, id).orElseThrow();
            if (!same) {
                InstanceWriter.rebind(handle, after);
            }
            notices.publish(handle, TOPIC, Long.toString(id));
            return after;
        });
    }

    /**
     * Deletes a formula.
     *
     * @throws Conflict while it has instances
     */
    void delete(Caller caller, long id) {
        jdbi.useTransaction(handle -> {
            Formula formula = requireLocked(handle, caller, id);
            int instances = InstanceWriter.count(handle, id);
            if (instances > 0) {
                throw new Conflict("The formula " + formula.name() + " has " + instances
                        + (instances == 1 ? " instance" : " instances")
                        + "; delete them first, see GET /formulas/" + id + "/instances");
            }
            handle.createUpdate("delete from formula where id = :id")
                    .bind("id", id)
                    .execute();
            notices.publish(handle, TOPIC, Long.toString(id));
        });
    }

    /** As {@link #require(Caller, long)}; locked before it is read, because its version may change while it waits. */
    private Formula requireLocked(Handle handle, Caller caller, long id) {
        handle.createQuery("select 1 from formula where id = :id for update")
                .bind("id", id)
                .mapTo(Integer.class)
                .findOne();
        return require(handle, caller, id);
    }

    private Formula require(Handle handle, Caller caller, long id) {
        return find(handle, caller, id).orElseThrow(() -> NotFound.withId("formula", id));
    }

    private Optional<Formula> find(Handle handle, Caller caller, long id) {
        return bind(handle.createQuery(FormulaRows.SELECT + " where f.id = :id and" + VISIBLE), caller)
                .bind("id", id)
                .map(rows)
                .findOne();
    }

    private void insertVersion(Handle handle, long version, long formula, long organization, ObjectNode document) {
        handle.createUpdate("""
                        insert into formula_version (id, formula_id, organization_id, document, created_at)
                        values (:id, :formula, :organization, :document::json, :now)""")
                .bind("id", version)
                .bind("formula", formula)
                .bind("organization", organization)
                .bind("document", document.toString())
                .bind("now", now())
                .execute();
    }

    private static void requireFreeAddress(Handle handle, long account, FormulaDraft draft, long self) {
        draft.address()
                .ifPresent(address -> handle.createQuery("select id from formula where account_id = :account"
                                + " and method = :method and uri = :uri and id <> :self")
                        .bind("account", account)
                        .bind("method", address.method())
                        .bind("uri", address.uri())
                        .bind("self", self)
                        .mapTo(Long.class)
                        .findOne()
                        .ifPresent(other -> {
                            throw taken(address);
                        }));
    }

    private static Conflict taken(ApiAddress address) {
        return new Conflict("Another formula of the account answers " + address.method() + " " + address.uri()
                + "; choose another uri or method");
    }

    /** Somebody may take the address between the look and the write. */
    private static void execute(Update update, FormulaDraft draft) {
        try {
            update.execute();
        } catch (UnableToExecuteStatementException e) {
            if (e.getCause() instanceof PSQLException fault
                    && "23505".equals(fault.getSQLState())
                    && draft.address().isPresent()) {
                throw taken(draft.address().get());
            }
            throw e;
        }
    }

    private <S extends SqlStatement<S>> S bind(S statement, FormulaDraft draft) {
        return statement
                .bind("name", draft.name())
                .bind("description", draft.description().orElse(null))
                .bind("active", draft.active())
                .bind("engine", draft.engine())
                .bind("single", draft.singleThreaded())
                .bind("debug", draft.debugLogging())
                .bind("uri", draft.address().map(ApiAddress::uri).orElse(null))
                .bind("method", draft.address().map(ApiAddress::method).orElse(null))
                .bind("members", draft.members().toString())
                .bind("now", now());
    }

    private static Query bind(Query query, Caller caller) {
        return query.bind("account", caller.accountId())
                .bind("administrator", caller.administrator())
                .bind("user", caller.userId());
    }

    private static long number(Handle handle, String table) {
        return handle.createQuery("select nextval(pg_get_serial_sequence(:table, 'id'))")
                .bind("table", table)
                .mapTo(Long.class)
                .one();
    }

    private static List<Long> numbers(Handle handle, int many) {
        return handle.createQuery("select nextval('formula_part_id') from generate_series(1, :many)")
                .bind("many", many)
                .mapTo(Long.class)
                .list();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
