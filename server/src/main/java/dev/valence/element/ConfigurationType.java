package dev.valence.element;

/** The form field of a configuration entry; numbers are hints for forms, values are never cut. */
public enum ConfigurationType implements WireName {
    TEXTFIELD_32,
    TEXTFIELD_64,
    TEXTFIELD_100,
    TEXTFIELD_128,
    TEXTFIELD_1000,
    TEXTAREA,
    /** A secret: encrypted at rest, masked in every reply. */
    PASSWORD,
    BOOLEAN;

    @Override
    public String wire() {
        return name();
    }
}
