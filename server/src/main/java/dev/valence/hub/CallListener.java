package dev.valence.hub;

/** Hears of hub calls that went well. */
public interface CallListener {
    /** Whether it wants to hear of this call, should it go well. Asked on the event loop for every call; must not wait. */
    boolean wants(CallFacts call);

    /** The reply to a call that it wanted to hear of has been sent. Called on the event loop; must not wait. */
    void answered(AnsweredCall call);
}
