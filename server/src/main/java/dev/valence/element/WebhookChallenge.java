package dev.valence.element;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.Optional;

/**
 * How a vendor tries out an address before it sends events to it.
 *
 * @param posted a post that is answered with a part of itself
 * @param parameter query parameter of a GET that is answered with its value, beside those that many vendors use
 */
public record WebhookChallenge(Optional<Posted> posted, Optional<String> parameter) {

    /**
     * A post that is no event.
     *
     * @param place where it says so
     * @param value by which word
     * @param echo where the text stands that is wanted back
     */
    public record Posted(JsonPointer place, String value, JsonPointer echo) {}
}
