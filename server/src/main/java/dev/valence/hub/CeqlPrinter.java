package dev.valence.hub;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** Writes CEQL that the parser reads as the same thing; one printer writes one text. */
final class CeqlPrinter {
    private static final Set<String> KEYWORDS = Set.of(
            "AND", "OR", "NOT", "IN", "IS", "LIKE", "NULL", "SELECT", "FROM", "WHERE", "ORDER", "BY", "ASC", "DESC",
            "LIMIT");

    private final StringBuilder out = new StringBuilder();

    CeqlPrinter query(Query query) {
        out.append("select ");
        if (query.fields().isEmpty()) {
            out.append('*');
        } else {
            separated(query.fields(), ",", this::attribute);
        }
        out.append(" from ");
        name(query.object());
        query.where().ifPresent(where -> {
            out.append(" where ");
            expression(where);
        });
        if (!query.orderBy().keys().isEmpty()) {
            out.append(" order by ");
            separated(query.orderBy().keys(), ",", key -> {
                attribute(key.attribute());
                out.append(
                        switch (key.direction()) {
                            case ASC -> " asc";
                            case DESC -> " desc";
                            case UNSAID -> "";
                        });
            });
        }
        query.limit().ifPresent(limit -> out.append(" limit ").append(limit));
        return this;
    }

    CeqlPrinter expression(Expression expression) {
        switch (expression) {
            case Expression.Or(List<Expression> parts) ->
                separated(parts, " OR ", part -> part(part, part instanceof Expression.Or));
            case Expression.And(List<Expression> parts) ->
                separated(
                        parts,
                        " AND ",
                        part -> part(part, part instanceof Expression.Or || part instanceof Expression.And));
            case Expression.Comparison(Attribute attribute, Expression.Operator operator, Literal value) -> {
                attribute(attribute);
                out.append(' ').append(operator.symbol()).append(' ');
                value(value);
            }
            case Expression.In(Attribute attribute, boolean negated, List<Literal> values) -> {
                attribute(attribute);
                out.append(negated ? " NOT IN (" : " IN (");
                separated(values, ",", this::value);
                out.append(')');
            }
            case Expression.IsNull(Attribute attribute, boolean negated) -> {
                attribute(attribute);
                out.append(negated ? " IS NOT NULL" : " IS NULL");
            }
        }
        return this;
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private void part(Expression part, boolean enclosed) {
        out.append(enclosed ? "(" : "");
        expression(part);
        out.append(enclosed ? ")" : "");
    }

    private void attribute(Attribute attribute) {
        separated(attribute.path(), ".", this::name);
    }

    private void name(String name) {
        boolean plain = name.chars().allMatch(c -> CeqlText.isName((char) c))
                && !KEYWORDS.contains(name.toUpperCase(Locale.ROOT));
        out.append(plain ? name : "`" + name + "`");
    }

    private void value(Literal value) {
        out.append(value.kind() == Literal.Kind.TEXT ? "'" + value.text().replace("'", "''") + "'" : value.text());
    }

    private <T> void separated(List<T> items, String separator, Consumer<T> print) {
        Iterator<T> rest = items.iterator();
        while (rest.hasNext()) {
            print.accept(rest.next());
            out.append(rest.hasNext() ? separator : "");
        }
    }
}
