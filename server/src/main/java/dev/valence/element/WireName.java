package dev.valence.element;

/** A constant that has its own spelling in the element JSON. */
interface WireName {
    /** The spelling in the element JSON. */
    String wire();
}
