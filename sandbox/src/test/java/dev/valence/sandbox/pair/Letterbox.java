package dev.valence.sandbox.pair;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * The test's own server for webhook calls. Below the address, {@code /name} takes everything; {@code /name/500} answers this
 * status, {@code /name/slow} answers after eight seconds. A redirect leads to {@code /elsewhere}.
 */
final class Letterbox implements AutoCloseable {
    private final HttpServer server;
    private final List<Letter> letters = new ArrayList<>();
    private int opened;

    /** A webhook call as it arrived. Header names are in lower case. */
    record Letter(String target, Map<String, String> headers, String body) {
        JsonNode json() {
            return Sandbox.parse(body);
        }

        String trigger() {
            return json().path("resource").asText() + "/" + json().path("event").asText();
        }

        @Override
        public String toString() {
            return "to " + target + " " + headers + "\n      " + body;
        }
    }

    Letterbox() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::take);
        server.start();
    }

    /** Empties the box and returns a new address; what still comes to a former one is not kept. */
    String open() {
        synchronized (letters) {
            letters.clear();
            opened++;
            return address(opened);
        }
    }

    private String address(int number) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + number;
    }

    private void take(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/", -1);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        int number = Integer.parseInt(path[1]);
        synchronized (letters) {
            if (number == opened && exchange.getRequestMethod().equals("POST")) {
                letters.add(new Letter(path[2], headers, body));
            }
        }
        String wish = path.length > 3 ? path[3] : "200";
        if (wish.equals("slow")) {
            sleep(8_000);
        }
        int status = wish.equals("slow") ? 200 : Integer.parseInt(wish);
        if (status / 100 == 3) {
            exchange.getResponseHeaders().add("Location", address(number) + "/elsewhere");
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    /** Takes out the first call to the target with the trigger for which there is nothing to complain about. */
    Optional<Letter> take(String target, String trigger, Predicate<Letter> fits) {
        synchronized (letters) {
            Optional<Letter> found = letters.stream()
                    .filter(letter ->
                            letter.target().equals(target) && letter.trigger().equals(trigger) && fits.test(letter))
                    .findFirst();
            found.ifPresent(letters::remove);
            return found;
        }
    }

    /** What has arrived for the target and was not taken out. */
    List<Letter> left(String target) {
        synchronized (letters) {
            return letters.stream()
                    .filter(letter -> letter.target().equals(target))
                    .toList();
        }
    }

    /** Everything that was not taken out. */
    List<Letter> left() {
        synchronized (letters) {
            return List.copyOf(letters);
        }
    }

    static void sleep(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
