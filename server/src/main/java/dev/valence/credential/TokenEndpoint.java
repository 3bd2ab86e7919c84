package dev.valence.credential;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.http.Json;
import dev.valence.http.ProviderFailure;
import dev.valence.provider.BlockingClient;
import dev.valence.provider.ProviderReply;
import dev.valence.provider.RetryAfter;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The OAuth 2 token endpoint (RFC 6749 sections 4.1.3, 5 and 6), with the deviations that providers are known for. */
@Singleton
public class TokenEndpoint {
    /** Well below {@link RefreshTimes#lease}, so that a call never outlives the lease it is made under. */
    private static final Duration TIME_LIMIT = Duration.ofSeconds(10);

    /** A hundred years; sums with what is longer leave the calendar. */
    private static final BigDecimal LONGEST_LIFE = BigDecimal.valueOf(3_153_600_000L);

    /** RFC 6749 section 5.2, and what GitHub calls it. */
    private static final Set<String> CLIENT_FAULTS =
            Set.of("invalid_client", "unauthorized_client", "incorrect_client_credentials");

    private final BlockingClient client;
    private final Clock clock;
    private final Duration limit;

    @Inject
    public TokenEndpoint(BlockingClient client, Clock clock) {
        this(client, clock, TIME_LIMIT);
    }

    TokenEndpoint(BlockingClient client, Clock clock, Duration limit) {
        this.client = client;
        this.clock = clock;
        this.limit = limit;
    }

    /**
     * Exchanges an authorization code; the code is used up whatever the answer.
     *
     * @param verifier of the challenge that the authorization was asked for with (RFC 7636), when there was one
     */
    public TokenAnswer exchange(OAuthApplication application, String code, Optional<String> verifier) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", application.callbackUrl());
        verifier.ifPresent(text -> form.put("code_verifier", text));
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
            reply = client.postForm(url, headers, form, limit);
        } catch (ProviderFailure unreachable) {
            return new TokenAnswer.Failed(unreachable);
        } catch (IllegalArgumentException e) {
            return new TokenAnswer.Failed(new ProviderFailure(
                    400,
                    "The URL of the token endpoint cannot be called (" + e.getMessage() + "); check oauth.token.url"));
        }
        Optional<JsonNode> body = object(reply.body());
        // Some providers answer 200 with an error member (GitHub).
        if (reply.status() == 200
                && body.isPresent()
                && !body.get().path("access_token").asText("").isEmpty()) {
            return new TokenAnswer.Granted(token(body.get()));
        }
        List<String> secrets = List.of(
                application.clientSecret(), form.getOrDefault("code", ""), form.getOrDefault("refresh_token", ""));
        return refusal(reply, body, TokenFault.words(reply, body, secrets));
    }

    /** RFC 6749 section 2.3.1 wants both parts form-encoded first; for the usual ids and secrets that changes nothing. */
    private static String basic(OAuthApplication application) {
        String pair = URLEncoder.encode(application.clientId(), StandardCharsets.UTF_8) + ":"
                + URLEncoder.encode(application.clientSecret(), StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private OAuthToken token(JsonNode body) {
        long seconds = seconds(body.path("expires_in"));
        String refresh = body.path("refresh_token").asText("");
        return new OAuthToken(
                body.path("access_token").asText(),
                refresh.isEmpty() ? Optional.empty() : Optional.of(refresh),
                clock.instant(),
                seconds > 0 ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty());
    }

    /** Some providers send the number as a text. */
    private static long seconds(JsonNode life) {
        try {
            BigDecimal seconds =
                    life.isTextual() ? new BigDecimal(shortened(life.asText().strip())) : life.decimalValue();
            return seconds.min(LONGEST_LIFE).max(BigDecimal.ZERO).longValue();
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Millions of digits would take their time to be read. */
    private static String shortened(String number) {
        return number.length() > 40 ? "" : number;
    }

    private TokenAnswer refusal(ProviderReply reply, Optional<JsonNode> body, Optional<String> words) {
        Optional<Duration> wait = reply.header("Retry-After").flatMap(value -> RetryAfter.parse(value, clock));
        int status = reply.status();
        String error = body.map(node -> node.path("error").asText("")).orElse("");
        Optional<ProviderFailure.Answer> answer = Optional.of(
                new ProviderFailure.Answer(status, Optional.of(error).filter(code -> !code.isEmpty())));
        if (CLIENT_FAULTS.contains(error)) {
            return new TokenAnswer.Failed(new ProviderFailure(
                    400,
                    "The provider does not accept the client id and secret; check oauth.api.key and oauth.api.secret",
                    words,
                    wait,
                    answer));
        }
        if (status == 429) {
            return new TokenAnswer.Failed(new ProviderFailure(
                    429, "The provider's token endpoint asks to slow down; try again later", words, wait, answer));
        }
        boolean refused =
                status == 400 || status == 401 || error.equals("invalid_grant") || (status == 200 && !error.isEmpty());
        if (refused) {
            return new TokenAnswer.Refused(new ProviderFailure(
                    400,
                    "The provider refused the authorization; check oauth.api.key and oauth.api.secret, send the user through"
                            + " the OAuth URL again and use the new code once, with the same oauth.callback.url",
                    words,
                    Optional.empty(),
                    answer));
        }
        return new TokenAnswer.Failed(new ProviderFailure(
                502,
                "The provider's token endpoint answered with status " + status
                        + (status == 200 ? " and no access token" : "")
                        + "; check oauth.token.url or try again later",
                words,
                wait,
                answer));
    }

    private static Optional<JsonNode> object(byte[] body) {
        try {
            return Optional.ofNullable(Json.MAPPER.readTree(body)).filter(JsonNode::isObject);
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }
}
