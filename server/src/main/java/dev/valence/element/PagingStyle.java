package dev.valence.element;

/** How a vendor's list goes on. */
public enum PagingStyle implements WireName {
    /** The vendor has no pages. */
    NONE("none"),
    /** The reply header {@code Link} holds the URL of the next page (RFC 8288, {@code rel=next}). */
    LINK_HEADER("linkHeader"),
    /** A page number is sent. */
    PAGE("page"),
    /** The number of skipped rows is sent. */
    OFFSET("offset"),
    /** A cursor from the reply is sent back. */
    CURSOR("cursor");

    private final String wire;

    PagingStyle(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
