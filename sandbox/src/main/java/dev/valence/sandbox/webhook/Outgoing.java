package dev.valence.sandbox.webhook;

import java.util.Map;

/**
 * A webhook call that is to be made.
 *
 * @param webhook the provider's id of the webhook; calls of one webhook go out one after the other
 * @param name what its owner called it
 * @param title what happened, for people, such as {@code messages created}
 * @param headers besides the content type, which is JSON
 */
public record Outgoing(
        String webhook, String name, String title, String target, Map<String, String> headers, String body) {}
