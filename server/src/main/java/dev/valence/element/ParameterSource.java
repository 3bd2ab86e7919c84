package dev.valence.element;

/** The direction of a parameter: from the caller to the vendor, or from the vendor's reply to the caller. */
public enum ParameterSource implements WireName {
    REQUEST("request"),
    RESPONSE("response");

    private final String wire;

    ParameterSource(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
