package dev.valence.tenant;

import dev.valence.http.BadRequest;
import dev.valence.http.Conditions;
import dev.valence.http.StorableText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;

/**
 * The {@code where} of a list as a part of its query.
 *
 * @param sql begins with {@code and}, or is empty
 * @param values the parameters in it, by name
 */
record SqlConditions(String sql, Map<String, List<String>> values) {

    /**
     * Reads a {@code where}.
     *
     * @param things names what is listed
     * @param columns the expressions that fields stand for, by field; texts are compared in lower case
     * @throws BadRequest naming what is not understood, and where
     */
    static SqlConditions parse(Optional<String> where, String things, Map<String, String> columns) {
        StringBuilder sql = new StringBuilder();
        Map<String, List<String>> values = new LinkedHashMap<>();
        List<String> fields = new ArrayList<>(columns.keySet());
        for (Conditions.Condition condition :
                Conditions.parse(where.orElse(""), things, fields).all()) {
            String name = "where" + values.size();
            sql.append(" and lower(cast(")
                    .append(columns.getOrDefault(condition.field(), condition.field()))
                    .append(" as text)) = any(:");
            sql.append(name).append(")");
            values.put(
                    name,
                    condition.values().stream()
                            .map(value -> StorableText.require(value, "where").toLowerCase(Locale.ROOT))
                            .toList());
        }
        return new SqlConditions(sql.toString(), values);
    }

    /** The query with its parameters. */
    Query bind(Query query) {
        values.forEach((name, list) -> query.bindArray(name, String.class, list));
        return query;
    }
}
