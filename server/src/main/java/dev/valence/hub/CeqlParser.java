package dev.valence.hub;

import dev.valence.hub.Expression.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Recursive descent over the grammar of CEQL; one parser reads one text. */
final class CeqlParser {
    /** Parentheses within each other. */
    static final int MAX_NESTING = 100;

    private static final String AN_ATTRIBUTE = "an attribute name";
    private static final String AN_OPERATOR = "an operator (=, !=, <, >, <=, >=, LIKE, IN, IS)";
    private static final String A_VALUE = "a value ('text', a number, true, false or null)";
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");
    // Longer signs first, so that <= is not read as < and then a stray =.
    private static final List<Operator> SIGNS = List.of(
            Operator.LESS_OR_EQUAL,
            Operator.GREATER_OR_EQUAL,
            Operator.NOT_EQUAL,
            Operator.EQUAL,
            Operator.LESS,
            Operator.GREATER);

    private final CeqlText text;
    private int nesting;

    CeqlParser(String what, String text) {
        this.text = new CeqlText(what, text);
    }

    Expression whereAlone() {
        Expression expression = or();
        end("AND, OR or the end");
        return expression;
    }

    OrderBy orderByAlone() {
        OrderBy orderBy = orderBy();
        end("asc, desc, a comma or the end");
        return orderBy;
    }

    Query query() {
        need("select");
        List<Attribute> fields = text.takes("*") ? List.of() : separated(this::field);
        need("from");
        String object = text.name("the name of an object", true);
        Optional<Expression> where = text.takesWord("where") ? Optional.of(or()) : Optional.empty();
        OrderBy orderBy = OrderBy.NONE;
        if (text.takesWord("order")) {
            need("by");
            orderBy = orderBy();
        }
        OptionalLong limit = text.takesWord("limit") ? OptionalLong.of(rows()) : OptionalLong.empty();
        end(where.isPresent() ? "AND, OR, order by, limit or the end" : "where, order by, limit or the end");
        return new Query(fields, object, where, orderBy, limit);
    }

    private Expression or() {
        return joined("OR", this::and, Expression.Or::new);
    }

    private Expression and() {
        return joined("AND", this::term, Expression.And::new);
    }

    private Expression joined(String keyword, Supplier<Expression> part, Function<List<Expression>, Expression> join) {
        Expression first = part.get();
        if (!text.takesWord(keyword)) {
            return first;
        }
        List<Expression> parts = new ArrayList<>(List.of(first));
        do {
            parts.add(part.get());
        } while (text.takesWord(keyword));
        return join.apply(parts);
    }

    private Expression term() {
        if (!text.sees("(")) {
            return condition();
        }
        if (nesting == MAX_NESTING) {
            throw text.limit("more than " + MAX_NESTING + " nested parentheses");
        }
        text.takes("(");
        nesting++;
        Expression inner = or();
        if (!text.takes(")")) {
            throw text.fault("AND, OR or a closing parenthesis");
        }
        nesting--;
        return inner;
    }

    private Expression condition() {
        Attribute attribute = attribute(nesting == 0 ? AN_ATTRIBUTE + " or an opening parenthesis" : AN_ATTRIBUTE);
        for (Operator sign : SIGNS) {
            if (text.takes(sign.symbol())) {
                return new Expression.Comparison(attribute, sign, value());
            }
        }
        if (text.takesWord("LIKE")) {
            return new Expression.Comparison(attribute, Operator.LIKE, value());
        }
        if (text.takesWord("IS")) {
            boolean negated = text.takesWord("NOT");
            if (!text.takesWord("NULL")) {
                throw text.fault(negated ? "NULL" : "NULL or NOT NULL");
            }
            return new Expression.IsNull(attribute, negated);
        }
        boolean negated = text.takesWord("NOT");
        if (text.takesWord("IN")) {
            return new Expression.In(attribute, negated, values());
        }
        throw text.fault(negated ? "IN" : AN_OPERATOR);
    }

    private List<Literal> values() {
        if (!text.takes("(")) {
            throw text.fault("an opening parenthesis");
        }
        List<Literal> values = separated(this::value);
        if (!text.takes(")")) {
            throw text.fault("a comma or a closing parenthesis");
        }
        return values;
    }

    private Literal value() {
        Optional<String> quoted = text.quoted();
        if (quoted.isPresent()) {
            return Literal.text(quoted.get());
        }
        String bare = text.bare(A_VALUE);
        Literal.Kind kind = kind(bare);
        boolean word = kind == Literal.Kind.BOOLEAN || kind == Literal.Kind.NULL;
        return new Literal(kind, word ? bare.toLowerCase(Locale.ROOT) : bare);
    }

    static Literal.Kind kind(String bare) {
        return switch (bare.toLowerCase(Locale.ROOT)) {
            case "true", "false" -> Literal.Kind.BOOLEAN;
            case "null" -> Literal.Kind.NULL;
            default -> NUMBER.matcher(bare).matches() ? Literal.Kind.NUMBER : Literal.Kind.BARE;
        };
    }

    private Attribute field() {
        return attribute("* or a field name");
    }

    private Attribute attribute(String expected) {
        List<String> path = new ArrayList<>();
        path.add(text.name(expected, false));
        while (text.takes(".")) {
            path.add(text.name("a name after the dot", true));
        }
        return new Attribute(path);
    }

    private OrderBy orderBy() {
        return new OrderBy(separated(() -> {
            Attribute attribute = attribute("a field name");
            return new OrderBy.Key(attribute, direction());
        }));
    }

    private OrderBy.Direction direction() {
        if (text.takesWord("desc")) {
            return OrderBy.Direction.DESC;
        }
        return text.takesWord("asc") ? OrderBy.Direction.ASC : OrderBy.Direction.UNSAID;
    }

    private long rows() {
        return text.number().orElseThrow(() -> text.fault("a whole number of rows from 1"));
    }

    private <T> List<T> separated(Supplier<T> item) {
        List<T> items = new ArrayList<>();
        do {
            items.add(item.get());
        } while (text.takes(","));
        return items;
    }

    private void need(String keyword) {
        if (!text.takesWord(keyword)) {
            throw text.fault(keyword);
        }
    }

    private void end(String expected) {
        if (!text.atEnd()) {
            throw text.fault(expected);
        }
    }
}
