package dev.valence.hub;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.element.Element;
import dev.valence.http.Json;
import dev.valence.http.ProviderFailure;
import dev.valence.provider.RetryAfter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Turns a provider's error reply into the platform's. */
final class VendorFault {
    private static final int LONGEST = 1_000;

    private VendorFault() {}

    /** The platform's error for a reply that is none of the 2xx. */
    static ProviderFailure of(Element element, HttpClientResponse reply, Buffer body, Clock clock) {
        int vendorStatus = reply.statusCode();
        Optional<Duration> wait =
                Optional.ofNullable(reply.getHeader("Retry-After")).flatMap(value -> RetryAfter.parse(value, clock));
        return new ProviderFailure(
                status(vendorStatus), words(element, vendorStatus), message(element, reply, body), wait);
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

    private static Optional<String> message(Element element, HttpClientResponse reply, Buffer body) {
        return json(body)
                .flatMap(json -> element.errorMessages().stream()
                        .map((JsonPointer place) -> json.at(place))
                        .filter(JsonNode::isValueNode)
                        .map(JsonNode::asText)
                        .filter(text -> !text.isBlank())
                        .findFirst())
                .or(() -> plain(reply, body))
                .map(text -> text.length() > LONGEST ? text.substring(0, LONGEST) : text);
    }

    private static Optional<JsonNode> json(Buffer body) {
        try {
            return Optional.ofNullable(Json.MAPPER.readTree(body.getBytes())).filter(node -> !node.isMissingNode());
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    /** A page of HTML is not a message. */
    private static Optional<String> plain(HttpClientResponse reply, Buffer body) {
        String type = Optional.ofNullable(reply.getHeader("Content-Type")).orElse("");
        String text = body.toString().strip();
        return type.contains("html") || text.startsWith("<") || text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
