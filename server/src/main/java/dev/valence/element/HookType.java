package dev.valence.element;

/** When a hook runs. */
public enum HookType implements WireName {
    /** Before the vendor is asked. */
    PRE_REQUEST("preRequest"),
    /** After the vendor has answered. */
    POST_REQUEST("postRequest"),
    /** When the vendor has posted an event; on the element only. */
    EVENT("event");

    private final String wire;

    HookType(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
