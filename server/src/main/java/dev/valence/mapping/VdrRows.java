package dev.valence.mapping;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.NotFound;
import dev.valence.tenant.Caller;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Definitions and transformations by id, of all levels that belong together. */
final class VdrRows {
    private static final String DEFINITIONS = """
            select d.id, d.organization_id, d.account_id, d.instance_id, i.account_id owner, d.name, d.fields
            from object_definition d left join instance i on i.id = d.instance_id
            where d.organization_id = :organization""";
    private static final String TRANSFORMATIONS = """
            select t.id, t.organization_id, t.account_id, t.instance_id, i.account_id owner, t.element_key, t.name, t.json,
                t.started_at
            from transformation t left join instance i on i.id = t.instance_id
            where t.organization_id = :organization and t.name = :name
                and ((t.account_id is null and t.instance_id is null) or coalesce(t.account_id, i.account_id) = :account)
                and (t.instance_id is null or :administrator or i.user_id = :user)
            order by t.element_key, t.account_id nulls first, t.instance_id nulls first, t.id""";

    private static final String RELATED = """
            select t.organization_id, t.account_id, t.instance_id, i.account_id owner, t.json
            from transformation t left join instance i on i.id = t.instance_id
            where t.organization_id = :organization and t.element_key = :element and t.name = :name
                and (:account::bigint is null or coalesce(t.account_id, i.account_id, :account) = :account)
                and (:instance::bigint is null or coalesce(t.instance_id, :instance) = :instance)
            order by t.id""";

    private VdrRows() {}

    /**
     * What a caller looks at: the organization, one account, and the instances of that or one of them.
     *
     * @param instanceId whose own definitions are looked at too
     */
    record View(long organizationId, long accountId, Optional<Long> instanceId) {}

    /** The definitions of a view, by name and then from the widest level on. */
    static List<Vdr> list(Handle handle, View view) {
        return bind(handle.createQuery(DEFINITIONS + """
                         and ((d.account_id is null and d.instance_id is null) or d.account_id = :account
                            or d.instance_id = :instance)
                        order by d.name, d.account_id nulls first, d.instance_id nulls first"""), view).map((row, context) -> vdr(row)).list().stream()
                .sorted((a, b) -> a.name().equals(b.name())
                        ? a.scope().level().compareTo(b.scope().level())
                        : a.name().compareTo(b.name()))
                .toList();
    }

    /** The definition with an id, whoever's of the organization it is. */
    static Optional<Vdr> find(Handle handle, long organizationId, long id) {
        return handle.createQuery(DEFINITIONS + " and d.id = :id")
                .bind("organization", organizationId)
                .bind("id", id)
                .map((row, context) -> vdr(row))
                .findOne();
    }

    static Vdr require(Handle handle, long organizationId, long id) {
        return find(handle, organizationId, id).orElseThrow(() -> NotFound.withId("vdr", id));
    }

    /**
     * The transformations that rest upon a definition: of its own level, and of those below that have no definition of this name
     * themselves.
     *
     * @param caller whose account is looked at for a definition of the organization, and who sees some instances only
     */
    static List<VdrTransformation> transformations(Handle handle, Vdr vdr, Caller caller) {
        long account = vdr.scope().accountId().orElse(caller.accountId());
        Set<Scope> defined = new HashSet<>(handle.createQuery(DEFINITIONS + """
                                 and d.name = :name
                                and ((d.account_id is null and d.instance_id is null)
                                    or coalesce(d.account_id, i.account_id) = :account)""")
                .bind("organization", vdr.scope().organizationId())
                .bind("account", account)
                .bind("name", vdr.name())
                .map((row, context) -> scope(row))
                .list());
        return handle
                .createQuery(TRANSFORMATIONS)
                .bind("organization", vdr.scope().organizationId())
                .bind("account", account)
                .bind("name", vdr.name())
                .bind("administrator", caller.administrator())
                .bind("user", caller.userId())
                .map((row, context) -> transformation(row))
                .list()
                .stream()
                .filter(each -> each.scope().chain().reversed().stream()
                        .filter(defined::contains)
                        .findFirst()
                        .filter(vdr.scope()::equals)
                        .isPresent())
                .toList();
    }

    /** What this scope, those above it and those below it say of one object of an element. */
    static Map<Scope, ObjectNode> related(Handle handle, Scope scope, String elementKey, String name) {
        Map<Scope, ObjectNode> all = new LinkedHashMap<>();
        handle.createQuery(RELATED)
                .bind("organization", scope.organizationId())
                .bindByType("account", scope.accountId().orElse(null), Long.class)
                .bindByType("instance", scope.instanceId().orElse(null), Long.class)
                .bind("element", elementKey)
                .bind("name", name)
                .map((row, context) -> Map.entry(scope(row), (ObjectNode) Stored.json(row.getString("json"))))
                .forEach(row -> all.put(row.getKey(), row.getValue()));
        return all;
    }

    private static Query bind(Query query, View view) {
        return query.bind("organization", view.organizationId())
                .bind("account", view.accountId())
                .bindByType("instance", view.instanceId().orElse(null), Long.class);
    }

    private static Vdr vdr(ResultSet row) throws SQLException {
        return new Vdr(
                row.getLong("id"), scope(row), row.getString("name"), (ArrayNode) Stored.json(row.getString("fields")));
    }

    private static VdrTransformation transformation(ResultSet row) throws SQLException {
        Scope scope = scope(row);
        return new VdrTransformation(
                row.getLong("id"),
                scope,
                row.getString("element_key"),
                Transformations.shown(
                        row.getString("name"),
                        Stored.json(row.getString("json")),
                        row.getObject("started_at", OffsetDateTime.class),
                        scope.level()));
    }

    private static Scope scope(ResultSet row) throws SQLException {
        long organization = row.getLong("organization_id");
        if (row.getObject("instance_id") != null) {
            return Scope.instance(organization, row.getLong("owner"), row.getLong("instance_id"));
        }
        return row.getObject("account_id") == null
                ? Scope.organization(organization)
                : Scope.account(organization, row.getLong("account_id"));
    }
}
