package dev.valence.hub;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.element.Element;
import dev.valence.http.Json;
import dev.valence.http.ProviderFailure;
import dev.valence.provider.ProviderReply;
import dev.valence.provider.RetryAfter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Turns a provider's error reply into the platform's. */
final class VendorFault {
    private static final int LONGEST = 1_000;

    private VendorFault() {}

    /** The platform's error for a reply that is none of the 2xx. */
    static ProviderFailure of(Element element, HttpClientResponse reply, Buffer body, Clock clock) {
        return of(
                element,
                reply.statusCode(),
                name -> Optional.ofNullable(reply.getHeader(name)),
                body.getBytes(),
                clock);
    }

    /** The same for a reply that hooks have seen. */
    static ProviderFailure of(Element element, WholeReply reply, Clock clock) {
        return of(element, reply.status(), reply::header, reply.body().getBytes(), clock);
    }

    /** The same for a reply that was read by a thread that may block. */
    static ProviderFailure of(Element element, ProviderReply reply, Clock clock) {
        return of(element, reply.status(), reply::header, reply.body(), clock);
    }

    private static ProviderFailure of(
            Element element, int vendorStatus, Function<String, Optional<String>> headers, byte[] body, Clock clock) {
        Optional<Duration> wait = headers.apply("Retry-After").flatMap(value -> RetryAfter.parse(value, clock));
        String type = headers.apply("Content-Type").orElse("");
        return new ProviderFailure(
                status(vendorStatus), words(element, vendorStatus), message(element, type, body), wait);
    }

    /**
     * The platform's status. A provider's own breakdown is a bad gateway to our caller: 500 would say that Valence
     * failed, and a redirect is not followed because it could lead anywhere.
     */
    private static int status(int vendorStatus) {
        if (vendorStatus >= 400 && vendorStatus < 500) {
            return vendorStatus == 407 || vendorStatus == 408 ? 502 : vendorStatus;
        }
        return vendorStatus == 503 || vendorStatus == 504 ? vendorStatus : 502;
    }

    private static String words(Element element, int vendorStatus) {
        String name = element.name();
        return switch (vendorStatus) {
            case 400 -> name + " does not accept the request; correct what it names";
            case 401 -> name + " does not accept the credentials; the instance may need re-authentication";
            case 403 -> name + " does not allow this to the connected user; a scope or a role may be missing";
            case 404 -> name + " has nothing under this id for the connected user";
            case 405 -> name + " does not take this method here";
            case 409 -> name + " says that this exists already or is in use";
            case 423 -> name + " has locked this for a moment; try again later";
            case 429 -> name + " asks to slow down; try again after the time in Retry-After";
            default ->
                vendorStatus < 400
                        ? name + " answered with a redirect (" + vendorStatus
                                + "), which is not followed; check base.url"
                        : name + " answered with status " + vendorStatus;
        };
    }

    private static Optional<String> message(Element element, String type, byte[] body) {
        return json(body)
                .flatMap(json -> element.errorMessages().stream()
                        .map((JsonPointer place) -> json.at(place))
                        .filter(JsonNode::isValueNode)
                        .map(JsonNode::asText)
                        .filter(text -> !text.isBlank())
                        .findFirst())
                .or(() -> plain(type, body))
                .map(text -> text.length() > LONGEST ? text.substring(0, LONGEST) : text);
    }

    private static Optional<JsonNode> json(byte[] body) {
        try {
            return Optional.ofNullable(Json.MAPPER.readTree(body)).filter(node -> !node.isMissingNode());
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    /** A page of HTML is not a message. */
    private static Optional<String> plain(String type, byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        return type.contains("html") || text.startsWith("<") || text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
