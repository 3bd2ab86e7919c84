package dev.valence.hub;

import dev.valence.element.Condition;
import dev.valence.element.ConditionOperator;
import dev.valence.element.LikeForm;
import dev.valence.element.Resource;
import dev.valence.http.BadRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Says a CEQL condition in the vendor's query parameters, or says what the vendor cannot express. */
final class WhereParameters {
    private WhereParameters() {}

    /**
     * The vendor's parameters for a {@code where}.
     *
     * @throws BadRequest when it is malformed, when a condition has no counterpart at the vendor, or when a condition
     *     that the vendor needs is missing
     */
    static List<QueryString.Parameter> of(Resource resource, Optional<String> where) {
        List<Expression> parts =
                where.map(Ceql::where).map(WhereParameters::conjuncts).orElse(List.of());
        List<QueryString.Parameter> parameters = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Expression part : parts) {
            Translated translated = resource.conditions().isEmpty() ? plain(resource, part) : declared(resource, part);
            if (!seen.add(translated.field())) {
                throw new BadRequest("where: " + translated.field() + " is compared twice; the vendor takes one value");
            }
            parameters.add(translated.parameter());
        }
        List<String> missing = resource.conditions().stream()
                .filter(condition -> condition.required() && !seen.contains(condition.field()))
                .map(Condition::field)
                .toList();
        if (!missing.isEmpty()) {
            throw new BadRequest("This list needs a condition on " + String.join(", ", missing) + "; send where="
                    + missing.getFirst() + "='...'");
        }
        return parameters;
    }

    private record Translated(String field, QueryString.Parameter parameter) {}

    private static List<Expression> conjuncts(Expression expression) {
        return switch (expression) {
            case Expression.And and ->
                and.parts().stream().flatMap(part -> conjuncts(part).stream()).toList();
            case Expression.Or or ->
                throw new BadRequest("where: the vendor cannot express OR; send one call for each alternative");
            default -> List.of(expression);
        };
    }

    /** Without declared conditions {@code a = v} becomes the parameter {@code a=v}. */
    private static Translated plain(Resource resource, Expression part) {
        boolean takesWhere = resource.parameters().stream()
                .anyMatch(parameter -> parameter.name().equals("where"));
        if (takesWhere
                && part
                        instanceof
                        Expression.Comparison(Attribute attribute, Expression.Operator operator, Literal value)
                && operator == Expression.Operator.EQUAL) {
            return new Translated(attribute.dotted(), new QueryString.Parameter(attribute.dotted(), value.text()));
        }
        throw new BadRequest(
                takesWhere
                        ? "where: the vendor only takes conditions of the form field = 'value'"
                        : "where: " + resource.path() + " takes no conditions; leave where out");
    }

    private static Translated declared(Resource resource, Expression part) {
        return switch (part) {
            case Expression.Comparison(Attribute attribute, Expression.Operator operator, Literal value) -> {
                Condition condition = condition(resource, attribute, wire(operator));
                yield translated(
                        condition,
                        operator == Expression.Operator.LIKE ? likeText(condition, value.text()) : value.text());
            }
            case Expression.In(Attribute attribute, boolean negated, List<Literal> values) -> {
                Condition condition = condition(resource, attribute, negated ? "NOT IN" : "IN");
                condition.maxValues().filter(most -> values.size() > most).ifPresent(most -> {
                    throw new BadRequest("where: " + attribute.dotted() + " IN takes at most " + most + " values, not "
                            + values.size());
                });
                yield translated(
                        condition,
                        values.stream()
                                .map(Literal::text)
                                .collect(
                                        Collectors.joining(condition.separator().orElse(","))));
            }
            case Expression.IsNull(Attribute attribute, boolean negated) ->
                throw unsupported(resource, attribute, negated ? "IS NOT NULL" : "IS NULL");
            default -> throw new BadRequest("where: the vendor cannot express this condition");
        };
    }

    private static Translated translated(Condition condition, String value) {
        return new Translated(condition.field(), new QueryString.Parameter(condition.parameter(), value));
    }

    private static Condition condition(Resource resource, Attribute attribute, String operator) {
        return resource.conditions().stream()
                .filter(condition -> condition.field().equals(attribute.dotted()))
                .filter(condition -> condition.operators().stream()
                        .map(ConditionOperator::wire)
                        .anyMatch(operator::equals))
                .findFirst()
                .orElseThrow(() -> unsupported(resource, attribute, operator));
    }

    private static BadRequest unsupported(Resource resource, Attribute attribute, String operator) {
        String known = resource.conditions().stream()
                .map(condition -> condition.field() + " ("
                        + condition.operators().stream()
                                .map(ConditionOperator::wire)
                                .sorted()
                                .collect(Collectors.joining(", "))
                        + ")")
                .collect(Collectors.joining(", "));
        return new BadRequest("where: the vendor cannot compare " + attribute.dotted() + " with " + operator
                + " here; it can compare " + known);
    }

    private static String likeText(Condition condition, String pattern) {
        LikeForm form = condition.like().orElse(LikeForm.CONTAINS);
        String text = switch (form) {
            case PREFIX -> pattern.endsWith("%") ? pattern.substring(0, pattern.length() - 1) : pattern;
            case SUFFIX -> pattern.startsWith("%") ? pattern.substring(1) : pattern;
            case CONTAINS ->
                pattern.length() > 1 && pattern.startsWith("%") && pattern.endsWith("%")
                        ? pattern.substring(1, pattern.length() - 1)
                        : pattern;
        };
        if (text.indexOf('%') >= 0) {
            throw new BadRequest("where: for " + condition.field() + " the vendor only takes LIKE patterns of the form "
                    + form.wire());
        }
        return text;
    }

    private static String wire(Expression.Operator operator) {
        return operator.symbol();
    }
}
