package dev.valence.element;

/** The comparisons of CEQL. */
public enum ConditionOperator implements WireName {
    EQUAL("="),
    NOT_EQUAL("!="),
    LESS("<"),
    GREATER(">"),
    LESS_OR_EQUAL("<="),
    GREATER_OR_EQUAL(">="),
    LIKE("LIKE"),
    IN("IN"),
    IS_NULL("IS NULL");

    private final String wire;

    ConditionOperator(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
