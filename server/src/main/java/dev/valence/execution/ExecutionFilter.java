package dev.valence.execution;

import dev.valence.http.BadRequest;
import dev.valence.http.Ids;
import dev.valence.http.Page;
import dev.valence.http.StorableText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * What a list of executions is narrowed by, as a part of a query and its parameters.
 *
 * @param sql begins with {@code and}; the alias of the execution is {@code e}
 * @param before the last execution of the page before
 */
record ExecutionFilter(String sql, Map<String, Object> parameters, long before) {
    /** The wire's words; the last two never come here. */
    private static final List<String> STATUSES =
            List.of("success", "failed", "pending", "retry", "cancelled", "queued", "unknown");

    ExecutionFilter {
        parameters = Map.copyOf(parameters);
    }

    /**
     * Reads {@code status}, {@code objectId}, {@code searchText}, {@code from}, {@code to}, {@code dryRun},
     * {@code originId}, {@code parentId} and {@code nextPage}.
     *
     * @throws BadRequest naming the value that is wrong
     */
    static ExecutionFilter of(Map<String, List<String>> query) {
        StringBuilder sql = new StringBuilder();
        Map<String, Object> parameters = new LinkedHashMap<>();
        Narrowing narrowing = new Narrowing(query, sql, parameters);
        Period period = Period.of(query);
        period.from().ifPresent(from -> narrowing.add("and e.created_at >= :from", "from", from));
        period.to().ifPresent(to -> narrowing.add("and e.created_at < :to", "to", to));
        narrowing.by("status", ExecutionFilter::status, "and e.status = :status");
        narrowing.by("objectId", text -> text, "and e.object_id = :objectId");
        narrowing.by("searchText", text -> text, """
                 and (strpos(lower(coalesce(e.object_id, '')), lower(:searchText)) > 0
                    or strpos(lower(coalesce(e.failed_step, '')), lower(:searchText)) > 0
                    or strpos(lower(coalesce(e.error, '')), lower(:searchText)) > 0 or e.id::text = :searchText
                    or exists (select 1 from formula_instance i join formula f on f.id = i.formula_id
                        where i.id = e.formula_instance_id and (strpos(lower(i.name), lower(:searchText)) > 0
                            or strpos(lower(f.name), lower(:searchText)) > 0)))""");
        narrowing.by("dryRun", ExecutionFilter::yesOrNo, "and e.dry_run = :dryRun");
        narrowing.by("originId", text -> Ids.parse(text, "execution"), "and e.origin_id = :originId");
        if (Page.text(query, "parentId").isPresent()) {
            narrowing.by("parentId", text -> Ids.parse(text, "execution"), "and e.parent_id = :parentId");
        } else {
            // The runs of sub-formulas are parts of another one.
            sql.append(" and e.parent_id is null");
        }
        long before = Page.text(query, "nextPage")
                .map(text -> Ids.parse(text, "nextPage"))
                .orElse(Long.MAX_VALUE);
        return new ExecutionFilter(sql.toString(), parameters, before);
    }

    private record Narrowing(Map<String, List<String>> query, StringBuilder sql, Map<String, Object> parameters) {
        void by(String name, Function<String, Object> value, String condition) {
            Page.text(query, name)
                    .map(text -> StorableText.require(text, name))
                    .map(value)
                    .ifPresent(read -> add(condition, name, read));
        }

        void add(String condition, String name, Object value) {
            sql.append(' ').append(condition);
            parameters.put(name, value);
        }
    }

    private static boolean yesOrNo(String text) {
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            throw new BadRequest("dryRun must be true or false");
        }
        return Boolean.parseBoolean(text);
    }

    private static String status(String text) {
        String status = text.toLowerCase(Locale.ROOT);
        if (!STATUSES.contains(status)) {
            throw new BadRequest("status must be one of " + String.join(", ", STATUSES));
        }
        return status;
    }
}
