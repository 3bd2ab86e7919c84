package dev.valence.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** The way to a connected Cisco Spark instance, as the documentation tells it. */
final class Spark {
    static final String ADA = "ada@sandbox.example";
    static final String BOB = "bob@sandbox.example";
    static final String CALLBACK = "http://localhost:9999/callback";

    private Spark() {}

    /** The address of the provider's consent page. */
    static URI consentPage(Api api) {
        JsonNode reply = api.get("/elements/ciscospark/oauth/url?apiKey=" + Sandbox.CLIENT_ID + "&apiSecret="
                        + Sandbox.CLIENT_SECRET + "&callbackUrl=" + Consent.encode(CALLBACK))
                .ok();
        return URI.create(reply.path("oauthUrl").textValue());
    }

    /** A fresh authorization code. */
    static String code(Api api, String person) {
        return Consent.decide(consentPage(api), person, "allow").getOrDefault("code", "");
    }

    /** The three entries that every instance needs. */
    static Map<String, Object> application() {
        return new LinkedHashMap<>(Map.of(
                "oauth.api.key", Sandbox.CLIENT_ID,
                "oauth.api.secret", Sandbox.CLIENT_SECRET,
                "oauth.callback.url", CALLBACK));
    }

    /** The body that creates an instance. */
    static Map<String, Object> request(String name, String code, Map<String, Object> configuration) {
        return new LinkedHashMap<>(Map.of(
                "name",
                name,
                "element",
                Map.of("key", "ciscospark"),
                "providerData",
                Map.of("code", code),
                "configuration",
                configuration));
    }

    /** A new instance of somebody, consented to on the provider's page. */
    static JsonNode connect(Api api, String name, String person) {
        return connect(api, name, person, Map.of());
    }

    /** A new instance with more configuration than it needs. */
    static JsonNode connect(Api api, String name, String person, Map<String, Object> more) {
        Map<String, Object> configuration = application();
        configuration.putAll(more);
        return api.post("/instances", request(name, code(api, person), configuration))
                .ok();
    }
}
