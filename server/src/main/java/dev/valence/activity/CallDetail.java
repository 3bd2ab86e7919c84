package dev.valence.activity;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.Json;
import dev.valence.http.Mask;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What is stored of a call besides its columns, as JSON and without secrets. */
final class CallDetail {
    /** A shorter word may stand in any text. */
    private static final int TELLING = 12;

    private CallDetail() {}

    static ObjectNode of(Call call) {
        Set<String> secrets = new TreeSet<>();
        call.request().ifPresent(message -> collect(message, secrets));
        call.vendorRequests().forEach(sent -> sent.request().ifPresent(message -> collect(message, secrets)));
        ObjectNode json = Json.MAPPER.createObjectNode();
        ArrayNode steps = json.putArray("steps");
        for (Call.Step step : call.steps()) {
            steps.addObject()
                    .put("name", step.name())
                    .put("startMs", millis(step.startMicros()))
                    .put("durationMs", millis(step.micros()));
        }
        ArrayNode requests = json.putArray("vendorRequests");
        for (Call.VendorRequest sent : call.vendorRequests()) {
            ObjectNode entry = requests.addObject()
                    .put("method", sent.method())
                    .put("url", Redaction.path(sent.url()))
                    .put("status", sent.status().orElse(null))
                    .put("startMs", millis(sent.startMicros()))
                    .put("durationMs", millis(sent.micros()));
            sent.request().ifPresent(message -> add(entry, "headers", "body", message, secrets));
            sent.reply().ifPresent(message -> add(entry, "responseHeaders", "responseBody", message, secrets));
        }
        call.failure().ifPresent(words -> json.put("message", words));
        call.providerMessage()
                .ifPresent(words -> json.put("providerMessage", without(secrets, Redaction.words(words))));
        call.request().ifPresent(message -> add(json.putObject("request"), "headers", "body", message, secrets));
        call.reply().ifPresent(message -> add(json.putObject("response"), "headers", "body", message, secrets));
        return json;
    }

    /** What was sent as a credential is a secret wherever it comes back. */
    private static void collect(Message message, Set<String> secrets) {
        for (Map.Entry<String, String> header : message.headers()) {
            if (Redaction.isSecret(header.getKey())) {
                Stream.of(header.getValue().split("[\\s,;=]+"))
                        .filter(word -> word.length() >= TELLING)
                        .forEach(secrets::add);
            }
        }
    }

    private static String without(Set<String> secrets, String text) {
        String kept = text;
        for (String secret : secrets) {
            kept = kept.replace(secret, Mask.TEXT);
        }
        return kept;
    }

    static double millis(long micros) {
        return micros / 1000.0;
    }

    private static void add(ObjectNode json, String headers, String body, Message message, Set<String> secrets) {
        ObjectNode shown = json.putObject(headers);
        String type = "";
        for (Map.Entry<String, String> header : message.headers()) {
            String name = header.getKey();
            String value = Redaction.header(name, header.getValue());
            String before = shown.path(name).asText("");
            shown.put(name, before.isEmpty() ? value : before + ", " + value);
            type = name.equalsIgnoreCase("content-type") ? header.getValue() : type;
        }
        if (message.body().isPresent()) {
            Buffer kept = message.body().get();
            json.put(body, without(secrets, Redaction.body(kept.getBytes(), type)));
            if (message.bodyBytes() > kept.length()) {
                json.put(body + "Cut", true);
            }
        }
    }
}
