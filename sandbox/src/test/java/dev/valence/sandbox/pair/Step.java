package dev.valence.sandbox.pair;

import java.time.Duration;
import java.util.List;

/** Something to do in a pair. */
sealed interface Step {
    /** Line of the file it stands in, from 1. */
    int line();

    /**
     * A request and the reply it gets.
     *
     * @param times how often to send it; each reply has to be as expected
     */
    record Exchange(int line, int times, Request request, Expectation reply) implements Step {}

    /**
     * A webhook call that has to arrive.
     *
     * @param target name in the address the webhook was registered with
     * @param trigger resource and event, as {@code messages/created}
     */
    record Delivery(int line, String target, String trigger, Expectation content) implements Step {}

    /** No further webhook call may arrive at the target. */
    record Quiet(int line, String target) implements Step {}

    /** Time has to pass. */
    record Wait(int line, Duration length) implements Step {}

    /**
     * What is sent, with names of kept values still in it.
     *
     * @param caller a member of the {@link Cast}
     * @param path below the provider's API, or below the server's root when it starts with {@code /_} or {@code /webex/}
     */
    record Request(String caller, String method, String path, List<Field> headers, Content content) {}

    /** A header, a form field or a value to keep. */
    record Field(String name, String value) {}

    /** Body of a request. */
    sealed interface Content {
        record None() implements Content {}

        record Text(String text) implements Content {}

        record Form(List<Field> fields) implements Content {}

        record Multipart(List<Field> parts) implements Content {}
    }

    /**
     * What has to come.
     *
     * @param status one or several, as {@code 400|404} or {@code 2xx}
     * @param soon whether to ask again for some seconds until it is so
     * @param headers names with patterns
     * @param body a JSON pattern, a text pattern, or empty when anything may come
     * @param kept names for values of the reply, with the places they are at
     */
    record Expectation(String status, boolean soon, List<Field> headers, String body, List<Field> kept) {}
}
