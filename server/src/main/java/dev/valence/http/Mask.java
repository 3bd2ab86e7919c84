package dev.valence.http;

/** What stands in the place of a secret, in replies, records and words of others. */
public final class Mask {
    /** Sent back as the value of a secret, it means "unchanged". */
    public static final String TEXT = "********";

    private Mask() {}
}
