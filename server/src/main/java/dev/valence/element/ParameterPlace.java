package dev.valence.element;

/** Where a parameter's value is taken from ({@code type}) or put ({@code vendorType}). */
public enum ParameterPlace implements WireName {
    CONFIGURATION("configuration"),
    HEADER("header"),
    PATH("path"),
    QUERY("query"),
    /** The whole body. */
    BODY("body"),
    /** One member of the body; dots lead into objects. */
    BODY_FIELD("bodyField"),
    /** Text put in place of a <code>{name}</code> in a literal body. */
    BODY_TOKEN("bodyToken"),
    FORM("form"),
    MULTIPART("multipart"),
    /** As a source: the parameter's name is the literal value. */
    VALUE("value"),
    PREVIOUS_BODY("prevBody"),
    PREVIOUS_BODY_FIELD("prevBodyField"),
    /** Not sent; only scripts see it. */
    NO_OP("no-op");

    private final String wire;

    ParameterPlace(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
