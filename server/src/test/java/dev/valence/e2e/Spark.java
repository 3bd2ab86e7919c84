package dev.valence.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** The way to a connected Cisco Spark instance, as the documentation tells it. */
final class Spark {
    static final String ADA = "ada@sandbox.example";
    static final String BOB = "bob@sandbox.example";
    static final String CALLBACK = "http://localhost:9999/callback";

    private static final String ORDINARY_SCOPES = "spark:rooms_read spark:rooms_write spark:people_read"
            + " spark:messages_read spark:messages_write spark:memberships_read spark:memberships_write"
            + " spark:teams_read spark:teams_write spark:team_memberships_read spark:team_memberships_write";

    private Spark() {}

    /** The address of the provider's consent page. */
    static URI consentPage(Api api) {
        return consentPage(api, "");
    }

    /** A fresh authorization code; who is no administrator is asked for no administrator's scopes. */
    static String code(Api api, String person) {
        String more = person.equals(ADA) ? "" : "&scope=" + Consent.encode(ORDINARY_SCOPES);
        Map<String, String> redirect = Consent.decide(consentPage(api, more), person, "allow");
        assertThat(redirect).containsKey("code");
        return redirect.getOrDefault("code", "");
    }

    private static URI consentPage(Api api, String more) {
        JsonNode reply = api.get("/elements/ciscospark/oauth/url?apiKey=" + Sandbox.CLIENT_ID + "&apiSecret="
                        + Sandbox.CLIENT_SECRET + "&callbackUrl=" + Consent.encode(CALLBACK) + more)
                .ok();
        return URI.create(reply.path("oauthUrl").textValue());
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
