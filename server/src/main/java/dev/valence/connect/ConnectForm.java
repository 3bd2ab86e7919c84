package dev.valence.connect;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.http.Json;
import dev.valence.http.Mask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a person filled in to connect an account. Kept until the flow has ended, so that nothing is typed twice.
 *
 * @param name of the instance to be
 * @param apiKey client id; absent when the stored application is to be used
 * @param apiSecret client secret that belongs to it
 * @param keep whether the keys become the organization's stored application, once they have connected an account
 * @param scope scopes to ask for, separated by spaces; absent for the usual ones
 * @param configuration further entries by key
 * @param verifier of the proof key, made by us (RFC 7636)
 * @param authorizationUrl where the person was sent
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record ConnectForm(
        Optional<String> name,
        Optional<String> apiKey,
        Optional<String> apiSecret,
        boolean keep,
        Optional<List<String>> tags,
        Optional<String> scope,
        Map<String, String> configuration,
        Optional<String> verifier,
        Optional<String> authorizationUrl) {
    static final ConnectForm EMPTY = new ConnectForm(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            Optional.empty());

    /** This form with what a request brings on top; what is absent stays, what is null or empty goes. */
    ConnectForm with(JsonNode json, FieldFaults faults) {
        return new ConnectForm(
                text(json, "name", name, faults),
                text(json, "apiKey", apiKey, faults),
                secret(json, faults),
                keep(json, faults),
                tags(json, faults),
                text(json, "scope", scope, faults),
                configuration(json, faults),
                Optional.empty(),
                Optional.empty());
    }

    /** This form on its way to the provider. */
    ConnectForm sent(Optional<String> newVerifier, Optional<String> url) {
        return new ConnectForm(name, apiKey, apiSecret, keep, tags, scope, configuration, newVerifier, url);
    }

    /** This form with a name. */
    ConnectForm named(String newName) {
        return new ConnectForm(
                Optional.of(newName), apiKey, apiSecret, keep, tags, scope, configuration, verifier, authorizationUrl);
    }

    byte[] json() {
        return Json.bytes(this);
    }

    static ConnectForm of(byte[] json) {
        return Json.read(json, ConnectForm.class, "stored form");
    }

    /** A new client id comes with its own secret. */
    private Optional<String> secret(JsonNode json, FieldFaults faults) {
        if (json.path("apiSecret").asText().equals(Mask.TEXT)) {
            return apiSecret;
        }
        boolean otherClient =
                json.has("apiKey") && !text(json, "apiKey", apiKey, faults).equals(apiKey);
        return text(json, "apiSecret", otherClient ? Optional.empty() : apiSecret, faults);
    }

    private boolean keep(JsonNode json, FieldFaults faults) {
        JsonNode given = json.path("keep");
        if (!given.isBoolean() && !given.isMissingNode() && !given.isNull()) {
            faults.add("keep", "must be true or false");
        }
        return given.isMissingNode() ? keep : given.asBoolean();
    }

    private Optional<List<String>> tags(JsonNode json, FieldFaults faults) {
        JsonNode given = json.path("tags");
        if (given.isMissingNode()) {
            return tags;
        }
        List<String> values = new ArrayList<>();
        for (JsonNode tag : given) {
            faults.text("tags", tag).ifPresent(values::add);
        }
        if (!given.isArray() && !given.isNull()) {
            faults.add("tags", "must be a list of texts");
        }
        return values.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(values));
    }

    private Map<String, String> configuration(JsonNode json, FieldFaults faults) {
        JsonNode given = json.path("configuration");
        if (!given.isObject()) {
            if (!given.isMissingNode() && !given.isNull()) {
                faults.add("configuration", "must be an object of keys and values");
            }
            return configuration;
        }
        Map<String, String> values = new LinkedHashMap<>(configuration);
        given.properties().forEach(entry -> {
            if (!entry.getValue().asText().equals(Mask.TEXT)) {
                values.remove(entry.getKey());
                faults.text(entry.getKey(), entry.getValue()).ifPresent(value -> values.put(entry.getKey(), value));
            }
        });
        return values;
    }

    private static Optional<String> text(JsonNode json, String member, Optional<String> before, FieldFaults faults) {
        return json.has(member) ? faults.text(member, json.path(member)) : before;
    }

    /** Without what was typed. */
    @Override
    public String toString() {
        return "ConnectForm[" + configuration.keySet() + "]";
    }
}
