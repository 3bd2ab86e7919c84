package dev.valence.hub;

import io.vertx.core.buffer.Buffer;
import java.util.OptionalLong;

/** Turns the provider's reply into the hub's while it passes by; serves one reply, is not thread-safe and never blocks. */
interface ReplyTransform {
    /**
     * Takes the next piece and gives what of the reply is certain by now, which may be nothing.
     *
     * @throws MalformedReply when the text is not JSON; what was given out before cannot be completed
     */
    Buffer feed(Buffer piece);

    /**
     * The provider's body is over; gives the rest.
     *
     * @throws MalformedReply when the text is cut off
     */
    Buffer end();

    /** Elements of the list that the reply is, empty when it is none; to be asked after {@link #end}. */
    OptionalLong elements();
}
