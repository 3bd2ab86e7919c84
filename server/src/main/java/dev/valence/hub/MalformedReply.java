package dev.valence.hub;

/** The provider's reply is not the JSON that it claims to be; the hub answers 502. */
public final class MalformedReply extends RuntimeException {
    private final long offset;

    /**
     * @param fault what is wrong, without any text of the reply
     * @param offset bytes before the fault, from the start of the body
     */
    MalformedReply(String fault, long offset) {
        super("The provider's reply is not valid JSON: " + fault + " at byte " + offset);
        this.offset = offset;
    }

    /** Bytes of the body before the fault. */
    public long offset() {
        return offset;
    }
}
