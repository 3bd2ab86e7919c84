package dev.valence.hub;

import java.util.List;

/** The meaning of a CEQL {@code where}: conditions on attributes, joined by AND and OR. */
public sealed interface Expression {
    /** All parts hold; at least two. */
    record And(List<Expression> parts) implements Expression {
        public And {
            parts = several(parts);
        }
    }

    /** At least one part holds; at least two. */
    record Or(List<Expression> parts) implements Expression {
        public Or {
            parts = several(parts);
        }
    }

    /** {@code attribute operator value}. */
    record Comparison(Attribute attribute, Operator operator, Literal value) implements Expression {}

    /** {@code attribute [NOT] IN (value, ...)}; at least one value. */
    record In(Attribute attribute, boolean negated, List<Literal> values) implements Expression {
        public In {
            values = List.copyOf(values);
            if (values.isEmpty()) {
                throw new IllegalArgumentException("IN needs a value");
            }
        }
    }

    /** {@code attribute IS [NOT] NULL}. */
    record IsNull(Attribute attribute, boolean negated) implements Expression {}

    /** How a comparison compares; {@code %} in a LIKE stands for any run of characters. */
    enum Operator {
        EQUAL("="),
        NOT_EQUAL("!="),
        LESS("<"),
        GREATER(">"),
        LESS_OR_EQUAL("<="),
        GREATER_OR_EQUAL(">="),
        LIKE("LIKE");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        /** As written in CEQL. */
        public String symbol() {
            return symbol;
        }
    }

    private static List<Expression> several(List<Expression> parts) {
        if (parts.size() < 2) {
            throw new IllegalArgumentException("AND and OR join at least two expressions");
        }
        return List.copyOf(parts);
    }
}
