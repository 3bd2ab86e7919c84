package dev.valence.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.valence.element.Parameter;
import dev.valence.element.ParameterPlace;
import dev.valence.element.VendorCall;
import dev.valence.http.Json;
import dev.valence.http.ProviderFailure;
import dev.valence.http.Unavailable;
import dev.valence.instance.Connection;
import dev.valence.provider.BlockingClient;
import dev.valence.provider.ProviderReply;
import dev.valence.provider.RetryAfter;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Calls of the platform's own to a provider, outside of any caller's call; for threads that may block. */
@Singleton
public class ProviderCalls {
    private static final int MOST_PAGES = 50;
    private static final int MOST_TRIES = 3;
    /** Longer waits are worth telling the caller instead. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final Authorizing authorizing;
    private final BlockingClient client;
    private final Clock clock;
    private final Duration limit;

    public ProviderCalls(
            Authorizing authorizing,
            BlockingClient client,
            Clock clock,
            @ConfigProperty(name = "valence.provider.timeout") Duration limit) {
        this.authorizing = authorizing;
        this.client = client;
        this.clock = clock;
        // Nobody waits for these longer than for a token.
        this.limit = limit.compareTo(Duration.ofSeconds(10)) < 0 ? limit : Duration.ofSeconds(10);
    }

    /**
     * Makes a declared call.
     *
     * @param variables what stands in braces in its path and its body
     * @return the reply's JSON; a missing node when it has none
     * @throws dev.valence.http.ApiException when the provider does not answer with 2xx, cannot be reached, or the user has to
     *     consent again
     */
    public JsonNode call(Connection connection, VendorCall call, Map<String, String> variables) {
        return json(connection, send(connection, request(connection, call, variables)));
    }

    /**
     * Makes a declared call for each page of its list, by the {@code Link} headers of the replies.
     *
     * @return the JSON of each page
     * @throws dev.valence.http.ApiException as {@link #call}
     */
    public List<JsonNode> pages(Connection connection, VendorCall call) {
        List<JsonNode> pages = new ArrayList<>();
        VendorRequest request = request(connection, call, Map.of());
        while (pages.size() < MOST_PAGES) {
            ProviderReply reply = send(connection, request);
            pages.add(json(connection, reply));
            Optional<String> next = LinkHeader.parse(reply.headers().stream()
                            .filter(header -> header.getKey().equalsIgnoreCase("Link"))
                            .map(Map.Entry::getValue)
                            .toList())
                    .next();
            if (next.isEmpty() || next.get().indexOf('?') < 0) {
                break;
            }
            // Only the query is the provider's to choose: the token goes nowhere else.
            String query = next.get().substring(next.get().indexOf('?') + 1);
            request = new VendorRequest(
                    request.method(), request.base(), request.path(), query, request.headers(), request.body());
        }
        return pages;
    }

    private ProviderReply send(Connection connection, VendorRequest request) {
        Authorized authorized = authorizing.authorize(connection, request, Waiting.ALLOWED);
        boolean renewed = false;
        for (int tries = 1; ; tries++) {
            ProviderReply reply = attempt(authorized);
            if (reply.status() / 100 == 2) {
                return reply;
            }
            Optional<Duration> wait = reply.header("Retry-After").flatMap(value -> RetryAfter.parse(value, clock));
            if (reply.status() == 401
                    && !renewed
                    && authorized.credential().isPresent()
                    && Authorizing.renews(connection)) {
                authorized = authorizing.renewed(
                        connection, authorized, authorized.credential().get(), Waiting.ALLOWED);
                renewed = true;
            } else if (reply.status() == 429
                    && tries < MOST_TRIES
                    && wait.filter(time -> time.compareTo(LONGEST_WAIT) <= 0).isPresent()) {
                pause(wait.get());
            } else {
                throw VendorFault.of(connection.element(), reply, clock);
            }
        }
    }

    private ProviderReply attempt(Authorized authorized) {
        VendorRequest request = authorized.request();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", "Valence");
        headers.put("Accept", VendorRequests.JSON);
        headers.putAll(request.headers());
        authorized.authorization().ifPresent(value -> headers.put("Authorization", value));
        headers.keySet().removeIf(name -> name.equalsIgnoreCase("Content-Type"));
        byte[] body = {};
        if (request.body() instanceof VendorRequest.VendorBody.Whole whole) {
            body = whole.bytes().getBytes();
            headers.put("Content-Type", whole.contentType());
        }
        URI target = URI.create(
                (request.base().tls() ? "https://" : "http://") + request.base().authority() + request.target());
        return client.send(request.method(), target, headers, body, limit);
    }

    private static VendorRequest request(Connection connection, VendorCall call, Map<String, String> variables) {
        BaseUrl base = BaseUrl.of(connection.configuration());
        int question = call.vendorPath().indexOf('?');
        String path = question < 0 ? call.vendorPath() : call.vendorPath().substring(0, question);
        String query = question < 0 ? "" : call.vendorPath().substring(question + 1);
        Map<String, String> headers = new LinkedHashMap<>();
        for (Parameter parameter : connection.element().parameters()) {
            if (parameter.vendorType() == ParameterPlace.HEADER) {
                header(connection, parameter).ifPresent(value -> headers.put(parameter.vendorName(), value));
            }
        }
        return new VendorRequest(
                call.vendorMethod(),
                base,
                base.path() + VendorRequests.filled(path, variables, Map.of(), connection.configuration()),
                VendorRequests.filled(query, variables, Map.of(), connection.configuration()),
                headers,
                call.body()
                        .<VendorRequest.VendorBody>map(body -> new VendorRequest.VendorBody.Whole(
                                VendorRequests.JSON, Buffer.buffer(Json.bytes(filled(body, variables)))))
                        .orElseGet(VendorRequest.VendorBody.None::new));
    }

    private static Optional<String> header(Connection connection, Parameter parameter) {
        return switch (parameter.type()) {
            case VALUE -> Optional.of(parameter.name());
            case CONFIGURATION -> connection.configuration().get(parameter.name());
            default -> Optional.empty();
        };
    }

    /** A copy of a body with the variables in its texts replaced. */
    private static JsonNode filled(JsonNode node, Map<String, String> variables) {
        if (node.isObject()) {
            ObjectNode object = Json.MAPPER.createObjectNode();
            node.properties().forEach(member -> object.set(member.getKey(), filled(member.getValue(), variables)));
            return object;
        }
        if (node.isArray()) {
            ArrayNode array = Json.MAPPER.createArrayNode();
            node.forEach(item -> array.add(filled(item, variables)));
            return array;
        }
        if (!node.isTextual()) {
            return node;
        }
        String text = node.textValue();
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            text = text.replace("{" + variable.getKey() + "}", variable.getValue());
        }
        return TextNode.valueOf(text);
    }

    private static JsonNode json(Connection connection, ProviderReply reply) {
        if (reply.body().length == 0) {
            return Json.MAPPER.missingNode();
        }
        try {
            return Json.MAPPER.readTree(reply.body());
        } catch (IOException e) {
            throw new ProviderFailure(502, connection.element().name() + " answered with something that is not JSON");
        }
    }

    private static void pause(Duration wait) {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("The server is stopping; send the request again", Duration.ofSeconds(5));
        }
    }
}
