package dev.valence.element;

/** How signature bytes are written. */
public enum SignatureEncoding implements WireName {
    HEX("hex"),
    BASE64("base64");

    private final String wire;

    SignatureEncoding(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
