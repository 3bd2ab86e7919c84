package dev.valence.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.http.ProviderFailure;
import dev.valence.provider.AddressGuard;
import dev.valence.provider.BlockingClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes to a token endpoint, and how its answers are read. */
class TokenEndpointTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final TokenServer provider;
    private final TokenEndpoint endpoint = new TokenEndpoint(
            new BlockingClient(new AddressGuard(Optional.of(List.of("loopback")))), new SettableClock(NOW));

    TokenEndpointTest() throws Exception {
        provider = new TokenServer();
    }

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void aCodeIsExchangedWithTheRedirectUriAndABasicHeader() {
        provider.behave(call -> TokenServer.Answer.of(200, "{\"access_token\":\"a\"}"));

        endpoint.exchange(provider.application(), "the code & more", Optional.empty());

        TokenServer.Call call = provider.calls().getFirst();
        assertThat(call.form())
                .isEqualTo(Map.of(
                        "grant_type", "authorization_code",
                        "code", "the code & more",
                        "redirect_uri", "http://localhost/callback"));
        assertThat(call.authorization()).contains("Basic " + base64("client:s3cret"));
    }

    @Test
    void clientCredentialsTravelInTheFormWhereTheHeaderIsOff() {
        provider.behave(call -> TokenServer.Answer.of(200, "{\"access_token\":\"a\"}"));
        OAuthApplication application =
                new OAuthApplication(provider.url(), provider.url(), "client", "s3cret", false, "");

        endpoint.refresh(application, "r");

        TokenServer.Call call = provider.calls().getFirst();
        assertThat(call.form())
                .isEqualTo(Map.of(
                        "grant_type", "refresh_token",
                        "refresh_token", "r",
                        "client_id", "client",
                        "client_secret", "s3cret"));
        assertThat(call.authorization()).isEmpty();
    }

    /** RFC 6749 section 2.3.1. */
    @Test
    void bothPartsOfTheBasicHeaderAreFormEncodedFirst() {
        provider.behave(call -> TokenServer.Answer.of(200, "{\"access_token\":\"a\"}"));

        endpoint.refresh(new OAuthApplication(provider.url(), provider.url(), "cli:ent", "s 3%cret", true, ""), "r");

        assertThat(provider.calls().getFirst().authorization()).contains("Basic " + base64("cli%3Aent:s+3%25cret"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            "expires_in":3600                   | PT1H
            "expires_in":"3600"                 | PT1H
            "expires_in":" 3600 "               | PT1H
            "expires_in":3600.0                 | PT1H
            "expires_in":0                      | -
            "expires_in":-1                     | -
            "expires_in":null                   | -
            "expires_in":"soon"                 | -
            "expires_in":{}                     | -
            "token_type":"Bearer"               | -
            "expires_in":9223372036854775807    | PT876000H
            "expires_in":1e300                  | PT876000H
            """)
    void theLifeIsReadInAllItsForms(String member, Duration life) {
        provider.behave(call -> TokenServer.Answer.of(200, "{\"access_token\":\"a\"," + member + "}"));

        assertThat(granted().life()).isEqualTo(Optional.ofNullable(life));
    }

    @Test
    void theMomentOfAReplyIsTheClocks() {
        provider.behave(call -> TokenServer.Answer.of(200, "{\"access_token\":\"a\",\"refresh_token\":\"b\"}"));

        assertThat(granted()).isEqualTo(new OAuthToken("a", Optional.of("b"), NOW, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-", "null", "''"})
    void anEmptyRefreshTokenCountsAsNone(String refresh) {
        String member = refresh == null ? "" : ",\"refresh_token\":" + (refresh.isEmpty() ? "\"\"" : refresh);
        provider.behave(call -> TokenServer.Answer.of(200, "{\"access_token\":\"a\"" + member + "}"));

        assertThat(granted().refresh()).isEmpty();
    }

    @Test
    void nothingPrintsATokenOrASecret() {
        OAuthToken token = new OAuthToken("acc3ss", Optional.of("r3fresh"), NOW, Optional.empty());
        Credential credential = new Credential(1, 1, token, CredentialState.WORKING, Optional.empty());

        assertThat(token.toString() + credential + new TokenAnswer.Granted(token) + provider.application())
                .doesNotContain("acc3ss", "r3fresh", "s3cret");
    }

    @Test
    void ofASuccessThatIsNoWholeJsonNothingIsQuoted() {
        provider.behave(call -> TokenServer.Answer.of(
                200, "{\"access_token\":\"acc3ss\",\"refresh_token\":\"r3fresh\",\"scope\":\"all\""));

        assertThat(failure().providerMessage()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"access_token\":\"s3same-t0ken\",\"x\"",
                "access_token=s3same-t0ken&token_type=bearer",
                "client_secret: s3same-t0ken",
                "{\"message\":\"seen {\\\"id_token\\\":\\\"s3same-t0ken\\\"}\"}",
                "<token>s3same-t0ken</token>",
                "no such code=s3same-t0ken",
                "Authorization: Bearer s3same-t0ken"
            })
    void aCredentialInTheWordsOfARefusalIsMasked(String body) {
        provider.behave(call -> TokenServer.Answer.of(500, body));

        assertThat(failure().providerMessage().orElseThrow())
                .doesNotContain("s3same")
                .contains("********");
    }

    private ProviderFailure failure() {
        return ((TokenAnswer.Failed) endpoint.refresh(provider.application(), "r")).reason();
    }

    private OAuthToken granted() {
        TokenAnswer answer = endpoint.refresh(provider.application(), "r");
        assertThat(answer).isInstanceOf(TokenAnswer.Granted.class);
        return ((TokenAnswer.Granted) answer).token();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
