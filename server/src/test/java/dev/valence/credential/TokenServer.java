package dev.valence.credential;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A provider's token endpoint: real HTTP, refresh tokens that may be single-use, and faults on demand. */
public final class TokenServer implements AutoCloseable {
    /** The refresh token that is good at the start. */
    public static final String FIRST = "refresh-0";

    static final int LIFE_SECONDS = 3600;

    /** One call as it arrived. */
    record Call(Map<String, String> form, Optional<String> authorization) {}

    /** An answer; an empty status closes the connection without one. */
    record Answer(Optional<Integer> status, String body, Map<String, String> headers) {
        static Answer of(int status, String body) {
            return new Answer(Optional.of(status), body, Map.of());
        }

        static Answer of(int status, String body, Map<String, String> headers) {
            return new Answer(Optional.of(status), body, headers);
        }

        static Answer dropped() {
            return new Answer(Optional.empty(), "", Map.of());
        }
    }

    /** What the provider does with a call. */
    interface Behaviour {
        Answer answer(Call call) throws Exception;
    }

    private final HttpServer http;
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final AtomicInteger grants = new AtomicInteger();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final AtomicReference<Behaviour> behaviour = new AtomicReference<>(this::rotating);

    public TokenServer() throws IOException {
        accepted.add(FIRST);
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/token", this::handle);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/token");
    }

    OAuthApplication application() {
        return new OAuthApplication(url(), url(), "client", "s3cret", true, "http://localhost/callback");
    }

    void behave(Behaviour next) {
        behaviour.set(next);
    }

    List<Call> calls() {
        return calls;
    }

    int grants() {
        return grants.get();
    }

    /** Every refresh token is good once; a second use is refused, as RFC 9700 section 4.14.2 wants it. */
    Answer rotating(Call call) {
        if (!accepted.remove(call.form().getOrDefault("refresh_token", ""))) {
            return invalidGrant();
        }
        int number = grants.incrementAndGet();
        accepted.add("refresh-" + number);
        return Answer.of(200, """
                {"access_token":"access-%d","refresh_token":"refresh-%d","expires_in":%d,"token_type":"Bearer"}""".formatted(number, number, LIFE_SECONDS));
    }

    /** The same refresh token stays good and is not repeated. */
    Answer lasting(Call call) {
        if (!accepted.contains(call.form().getOrDefault("refresh_token", ""))) {
            return invalidGrant();
        }
        return Answer.of(200, """
                {"access_token":"access-%d","expires_in":%d}""".formatted(grants.incrementAndGet(), LIFE_SECONDS));
    }

    static Answer invalidGrant() {
        return Answer.of(400, """
                {"error":"invalid_grant","error_description":"The refresh token was used before"}""");
    }

    @Override
    public void close() {
        http.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Call call = new Call(
                    fields(body),
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")));
            calls.add(call);
            Answer answer = behaviour.get().answer(call);
            if (answer.status().isEmpty()) {
                return;
            }
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            answer.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            exchange.sendResponseHeaders(answer.status().get(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private static Map<String, String> fields(String body) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return fields;
    }
}
