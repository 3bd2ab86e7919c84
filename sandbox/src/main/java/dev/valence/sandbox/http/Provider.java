package dev.valence.sandbox.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A simulated service. Called from many threads at once. */
public interface Provider {

    /** Path prefix without a trailing slash, for example {@code /webex/v1}. */
    String prefix();

    /** A new name for one call, in the provider's own shape. */
    String newTrackingId();

    /** Name of the reply header that carries it. */
    String trackingHeader();

    /**
     * Answers a call.
     *
     * @throws Refusal which the gateway hands to {@link #refuse}
     */
    Reply answer(Call call);

    /** Gives a refusal the provider's wire form. */
    Reply refuse(Call call, Refusal refusal);

    /** A reply with the first item of its list unreadable, as the provider puts that; another reply as it is. */
    default Reply unreadable(Call call, Reply reply) {
        return reply;
    }

    /** Whom a rate limit counts this call for; empty when it is not counted. */
    Optional<String> caller(Call call);

    /** Whose token the call came with, for people to read; empty when it has none that is good. */
    Optional<String> callerName(Call call);

    /** The OAuth grant this call asks for; empty when it is no call of the token endpoint. */
    Optional<String> grant(Call call);

    /**
     * Addresses of files that the call names and the provider fetches before it answers; each then comes as an
     * {@link Upload} of the call under the part {@link Upload#FETCHED}.
     */
    List<String> filesOf(Call call);

    /**
     * Writes all state, one object after the other, each after what it refers to.
     *
     * @throws IOException when it cannot be written
     */
    void save(JsonGenerator out) throws IOException;

    /** Throws all state away, so that saved state can be taken in. */
    void restoreNothing();

    /**
     * Takes in one object that {@link #save} gave out; the parser stands at its beginning and is left at its end.
     *
     * @throws IllegalArgumentException when it cannot be understood
     * @throws IOException when it cannot be read
     */
    void restore(JsonParser in) throws IOException;

    /** Back to the seed. */
    void reset();
}
