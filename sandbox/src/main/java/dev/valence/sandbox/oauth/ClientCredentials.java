package dev.valence.sandbox.oauth;

import dev.valence.sandbox.http.Call;
import dev.valence.sandbox.http.Parameters;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Client authentication of a token call (RFC 6749, 2.3.1): the body wins over the Basic header. */
public final class ClientCredentials {
    private ClientCredentials() {}

    private record Pair(String id, String secret) {}

    /**
     * Finds the calling client.
     *
     * @throws OAuthRefusal 400 for an unknown client or two that disagree, 401 for a wrong secret
     */
    public static Integration check(Call call, Parameters form, Integrations clients) {
        Optional<Pair> basic = basic(call);
        Optional<String> bodyId = form.given("client_id");
        if (basic.isPresent() && bodyId.isPresent() && !basic.get().id().equals(bodyId.get())) {
            throw new OAuthRefusal(
                    400, "invalid_request", "The client_id of the body differs from the one of the Basic header.");
        }
        String id = bodyId.or(() -> basic.map(Pair::id)).orElse("");
        String secret =
                form.first("client_secret").or(() -> basic.map(Pair::secret)).orElse("");
        Integration client =
                clients.find(id).orElseThrow(() -> new OAuthRefusal(400, "invalid_client", "Client Id is invalid"));
        if (!client.hasSecret(secret)) {
            throw new OAuthRefusal(401, "invalid_client", "Client secret is missing or invalid");
        }
        return client;
    }

    private static Optional<Pair> basic(Call call) {
        return call.header("authorization")
                .filter(value -> value.regionMatches(true, 0, "Basic ", 0, 6))
                .map(value -> decode(value.substring(6).strip()));
    }

    private static Pair decode(String encoded) {
        try {
            String text = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            if (colon >= 0) {
                return new Pair(text.substring(0, colon), text.substring(colon + 1));
            }
        } catch (IllegalArgumentException e) {
            throw new OAuthRefusal(400, "invalid_request", "The Basic header is not base64.");
        }
        throw new OAuthRefusal(400, "invalid_request", "The Basic header holds no colon.");
    }
}
