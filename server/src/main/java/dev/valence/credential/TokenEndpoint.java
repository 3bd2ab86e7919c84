package dev.valence.credential;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.http.Json;
import dev.valence.http.ProviderFailure;
import dev.valence.provider.BlockingClient;
import dev.valence.provider.ProviderReply;
import dev.valence.provider.RetryAfter;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The OAuth 2 token endpoint (RFC 6749 sections 4.1.3, 5 and 6), with the deviations that providers are known for. */
@Singleton
public class TokenEndpoint {
    /** Well below {@link Refresh#LEASE}, so that a call never outlives the lease it is made under. */
    static final Duration TIME_LIMIT = Duration.ofSeconds(10);

    private final BlockingClient client;
    private final Clock clock;

    public TokenEndpoint(BlockingClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /** Exchanges an authorization code; the code is used up whatever the answer. */
    public TokenAnswer exchange(OAuthApplication application, String code) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", application.callbackUrl());
        return ask(application, application.tokenUrl(), form);
    }

    /** Asks for a new token pair; the refresh token is to be treated as used up. */
    public TokenAnswer refresh(OAuthApplication application, String refreshToken) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", refreshToken);
        return ask(application, application.refreshUrl(), form);
    }

    private TokenAnswer ask(OAuthApplication application, URI url, Map<String, String> form) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", "application/json");
        if (application.basicHeader()) {
            headers.put("Authorization", basic(application));
        } else {
            form.put("client_id", application.clientId());
            form.put("client_secret", application.clientSecret());
        }
        ProviderReply reply;
        try {
            reply = client.postForm(url, headers, form, TIME_LIMIT);
        } catch (ProviderFailure unreachable) {
            return new TokenAnswer.Failed(unreachable);
        }
        Optional<JsonNode> body = object(reply.body());
        // Some providers answer 200 with an error member (GitHub).
        if (reply.status() == 200
                && body.isPresent()
                && body.get().path("access_token").isTextual()) {
            return new TokenAnswer.Granted(token(body.get()));
        }
        return refusal(application, reply, body);
    }

    /** RFC 6749 section 2.3.1 wants both parts form-encoded first; for the usual ids and secrets that changes nothing. */
    private static String basic(OAuthApplication application) {
        String pair = URLEncoder.encode(application.clientId(), StandardCharsets.UTF_8) + ":"
                + URLEncoder.encode(application.clientSecret(), StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private OAuthToken token(JsonNode body) {
        JsonNode life = body.path("expires_in");
        long seconds = life.isTextual() ? parsed(life.asText()) : life.asLong(0);
        String refresh = body.path("refresh_token").asText("");
        return new OAuthToken(
                body.path("access_token").asText(),
                refresh.isEmpty() ? Optional.empty() : Optional.of(refresh),
                clock.instant(),
                seconds > 0 ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty());
    }

    private static long parsed(String seconds) {
        try {
            return Long.parseLong(seconds.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private TokenAnswer refusal(OAuthApplication application, ProviderReply reply, Optional<JsonNode> body) {
        Optional<String> words = TokenFault.words(reply, body, application);
        Optional<Duration> wait = reply.header("Retry-After").flatMap(value -> RetryAfter.parse(value, clock));
        int status = reply.status();
        String error = body.map(node -> node.path("error").asText("")).orElse("");
        if (error.equals("invalid_client") || error.equals("unauthorized_client")) {
            return new TokenAnswer.Failed(new ProviderFailure(
                    400,
                    "The provider does not accept the client id and secret; check oauth.api.key and oauth.api.secret",
                    words,
                    wait));
        }
        if (status == 429) {
            return new TokenAnswer.Failed(new ProviderFailure(
                    429, "The provider's token endpoint asks to slow down; try again later", words, wait));
        }
        if (status == 200 || status == 400 || status == 401 || status == 403) {
            return new TokenAnswer.Refused(new ProviderFailure(
                    400,
                    "The provider refused the authorization; check oauth.api.key and oauth.api.secret, send the user through"
                            + " the OAuth URL again and use the new code once, with the same oauth.callback.url",
                    words,
                    Optional.empty()));
        }
        return new TokenAnswer.Failed(new ProviderFailure(
                502,
                "The provider's token endpoint answered with status " + status
                        + "; check oauth.token.url or try again later",
                words,
                wait));
    }

    private static Optional<JsonNode> object(byte[] body) {
        try {
            return Optional.ofNullable(Json.MAPPER.readTree(body)).filter(JsonNode::isObject);
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }
}
