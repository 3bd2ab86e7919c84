package dev.valence.element;

/** Which patterns of {@code LIKE} a vendor's parameter means. */
public enum LikeForm implements WireName {
    /** {@code 'Ad%'}; the text before the percent sign is sent. */
    PREFIX("prefix"),
    /** {@code '%da'}. */
    SUFFIX("suffix"),
    /** {@code '%d%'}. */
    CONTAINS("contains");

    private final String wire;

    LikeForm(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
