package dev.valence.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.formula.StepType;
import dev.valence.http.BadRequest;
import dev.valence.http.ProviderFailure;
import dev.valence.provider.BlockingClient;
import dev.valence.provider.ProviderReply;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Calls any address that the address guard lets through. */
@Singleton
final class HttpRequestWork implements StepWork {
    private static final int MOST_REDIRECTS = 5;

    private final BlockingClient client;
    private final Clock clock;
    private final Duration limit;

    HttpRequestWork(
            BlockingClient client, Clock clock, @ConfigProperty(name = "valence.provider.timeout") Duration limit) {
        this.client = client;
        this.clock = clock;
        this.limit = limit;
    }

    @Override
    public Set<StepType> types() {
        return Set.of(StepType.HTTP_REQUEST);
    }

    @Override
    public boolean changesSomething(StepCall call) {
        return !StepRequest.reads(call, "method");
    }

    @Override
    public StepResult perform(StepCall call) {
        StepRequest request = StepRequest.of(call, StepAddress.url(call), "file");
        Hop first = first(call, request);
        StepResult result = Requesting.perform(call, request, false, clock, () -> follow(first));
        showUrl(result.value(), request);
        return result;
    }

    @Override
    public ObjectNode unsent(StepCall call) {
        StepRequest request = StepRequest.of(call, StepAddress.url(call), "file");
        first(call, request);
        ObjectNode value = Requesting.unsent(request);
        showUrl(value, request);
        return value;
    }

    private static void showUrl(JsonNode value, StepRequest request) {
        if (value.path("request") instanceof ObjectNode shown) {
            shown.put("url", StepRequest.withoutPassword(request.address()));
        }
    }

    /** One request of those that redirects make. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier; never compared
    private record Hop(String method, URI target, Map<String, String> headers, byte[] body) {
        Optional<Hop> after(ProviderReply reply) {
            Optional<String> location = reply.header("Location");
            if (!Set.of(301, 302, 303, 307, 308).contains(reply.status()) || location.isEmpty()) {
                return Optional.empty();
            }
            URI next = uri(location.get(), target);
            Map<String, String> kept = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            kept.putAll(headers);
            if (!sameOrigin(next)) {
                // What was meant for one host is no business of another.
                kept.keySet()
                        .removeIf(name -> !Set.of("accept", "content-type", "user-agent")
                                .contains(name.toLowerCase(java.util.Locale.ROOT)));
            }
            boolean keeps =
                    reply.status() == 307 || reply.status() == 308 || method.equals("GET") || method.equals("HEAD");
            if (keeps) {
                return Optional.of(new Hop(method, next, kept, body));
            }
            kept.remove("Content-Type");
            return Optional.of(new Hop("GET", next, kept, new byte[0]));
        }

        private boolean sameOrigin(URI other) {
            return target.getScheme().equalsIgnoreCase(other.getScheme())
                    && String.valueOf(target.getHost()).equalsIgnoreCase(other.getHost())
                    && target.getPort() == other.getPort();
        }
    }

    private static Hop first(StepCall call, StepRequest request) {
        URI given = uri(request.address(), URI.create("http://localhost/"));
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("User-Agent", "Valence");
        headers.put("Accept", "*/*");
        if (!StepRequest.isIdempotent(request.method())) {
            headers.put("Idempotency-Key", call.idempotencyKey());
        }
        if (given.getRawUserInfo() != null) {
            String user =
                    java.net.URLDecoder.decode(given.getRawUserInfo().replace("+", "%2B"), StandardCharsets.UTF_8);
            headers.put(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
        }
        headers.putAll(request.headers());
        return new Hop(
                request.method(),
                URI.create(StepRequest.withoutPassword(request.address())),
                headers,
                request.sent().map(StepBody::bytes).orElse(new byte[0]));
    }

    private ProviderReply follow(Hop first) {
        Hop hop = first;
        for (int redirects = 0; ; redirects++) {
            ProviderReply reply =
                    client.send(hop.method(), hop.target(), hop.headers(), hop.body(), limit, OutsideReply.LIMIT);
            Optional<Hop> next = hop.after(reply);
            if (next.isEmpty()) {
                return reply;
            }
            if (redirects == MOST_REDIRECTS) {
                throw new ProviderFailure(
                        502, first.target().getHost() + " redirects more than " + MOST_REDIRECTS + " times");
            }
            hop = next.get();
        }
    }

    /** Reads an address; the error does not repeat it, because it may hold a password. */
    private static URI uri(String text, URI base) {
        try {
            URI uri = base.resolve(text);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (web && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException malformed) {
            // Said below.
        }
        throw new BadRequest("The address to call is not a proper one with http:// or https:// and a host");
    }
}
