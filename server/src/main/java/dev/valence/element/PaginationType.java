package dev.valence.element;

/** Who cuts a list into pages. */
public enum PaginationType implements WireName {
    VENDOR_SUPPORTED("VENDOR_SUPPORTED"),
    /** The vendor sends the whole list; the platform cuts it. */
    VENDOR_UNSUPPORTED("VENDOR_UNSUPPORTED");

    private final String wire;

    PaginationType(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
