package dev.valence.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.sandbox.Browser.Answer;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class OAuthTest {
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private final Browser browser = Browser.anonymous();

    @BeforeEach
    void reset() {
        Browser.reset();
    }

    @Test
    void theConsentPageListsPeopleAndScopesAndEscapesWhatItCarries() {
        Answer page = browser.get("/authorize?" + Browser.encoded(with("state", "\"><script>x</script>")));
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains("value=\"ada@sandbox.example\" checked")
                .contains("name=\"decision\" value=\"allow\"")
                .contains("name=\"decision\" value=\"deny\"")
                .contains("<code>spark:rooms_read</code>")
                .contains("simulation")
                .doesNotContain("<script>");
    }

    @Test
    void theLoginHintPreselectsAnotherPerson() {
        Answer page = browser.get("/authorize?" + Browser.encoded(with("login_hint", "bob@sandbox.example")));
        assertThat(page.body())
                .contains("value=\"bob@sandbox.example\" checked")
                .doesNotContain("ada@sandbox.example\" checked");
    }

    @Test
    void anAllowedRequestBecomesTokensThatWork() {
        Answer issued = exchange(code("ada@sandbox.example", request()), Map.of());
        assertThat(issued.status()).isEqualTo(200);
        assertThat(issued.json().get("expires_in").asLong()).isEqualTo(1_209_599);
        assertThat(issued.json().get("refresh_token_expires_in").asLong()).isEqualTo(7_775_999);
        assertThat(issued.text("/scope")).isEqualTo("spark:kms spark:messages_read spark:rooms_read");
        Answer rooms = Browser.with(issued.text("/access_token")).get("/rooms");
        assertThat(rooms.status()).isEqualTo(200);
        assertThat(rooms.json().get("items")).isNotEmpty();
    }

    @Test
    void denyingTellsTheApplicationWithItsState() {
        Map<String, String> form = request();
        form.put("person", "ada@sandbox.example");
        form.put("decision", "deny");
        Answer redirect = browser.form("/authorize", form);
        assertThat(redirect.status()).isEqualTo(302);
        assertThat(redirect.redirected("error")).contains("access_denied");
        assertThat(redirect.redirected("state")).contains("s t&ate");
    }

    @ParameterizedTest
    @CsvSource({
        "response_type,token,unsupported_response_type",
        "response_type,'',invalid_request",
        "scope,'',invalid_scope",
        "scope,spark:nonsense,invalid_scope",
        "code_challenge,short,invalid_request",
        "prompt,none,login_required"
    })
    void aFaultyAuthorizeRequestIsReportedByRedirect(String name, String value, String error) {
        Answer redirect = browser.get("/authorize?" + Browser.encoded(with(name, value)));
        assertThat(redirect.status()).isEqualTo(302);
        assertThat(redirect.redirected("error")).contains(error);
        assertThat(redirect.redirected("state")).contains("s t&ate");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/cb",
                "http://localhost.evil.example/cb",
                "http://localhost@evil.example/cb",
                "javascript:alert(1)",
                "http://127.0.0.1.evil.example/",
                "http://127.0.0.256/",
                "http://localhost:1/#fragment",
                ""
            })
    void anUnregisteredRedirectAddressIsAnErrorPageAndNoRedirect(String redirectUri) {
        Answer page = browser.get("/authorize?" + Browser.encoded(with("redirect_uri", redirectUri)));
        assertThat(page.status()).isEqualTo(400);
        assertThat(page.header("location")).isEmpty();
        assertThat(page.header("content-type").orElse("")).startsWith("text/html");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost:1/a?b=c", "https://LOCALHOST/x", "http://127.1.2.3:80", "http://[::1]:8080/cb"
            })
    void everyLoopbackRedirectAddressIsRegistered(String redirectUri) {
        assertThat(browser.get("/authorize?" + Browser.encoded(with("redirect_uri", redirectUri)))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void anUnknownClientIsAnErrorPage() {
        Answer page = browser.get("/authorize?" + Browser.encoded(with("client_id", "someone")));
        assertThat(page.status()).isEqualTo(400);
        assertThat(page.header("location")).isEmpty();
    }

    @Test
    void onlyAnAdministratorMayGrantAdministratorScopes() {
        Map<String, String> form = with("scope", "spark:rooms_read spark-admin:people_read");
        form.put("decision", "allow");
        form.put("person", "bob@sandbox.example");
        assertThat(browser.form("/authorize", form).redirected("error")).contains("invalid_scope");
        form.put("person", "ada@sandbox.example");
        assertThat(browser.form("/authorize", form).redirected("code")).isPresent();
    }

    @Test
    void aCodeWorksOnceEvenForManyAtOnce() throws Exception {
        String code = code("ada@sandbox.example", request());
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> calls = IntStream.range(0, 64)
                    .<Callable<Integer>>mapToObj(
                            i -> () -> exchange(code, Map.of()).status())
                    .toList();
            int granted = 0;
            for (Future<Integer> call : callers.invokeAll(calls)) {
                granted += call.get() == 200 ? 1 : 0;
            }
            assertThat(granted).isEqualTo(1);
        }
    }

    @Test
    void aCodeEndsAfterTenMinutes() {
        String code = code("ada@sandbox.example", request());
        browser.post(Browser.root() + "/_sandbox/clock", "{\"advanceSeconds\":601}");
        assertRefused(exchange(code, Map.of()), 400, "invalid_grant");
    }

    @Test
    void aCodeNeedsTheRedirectAddressItWasMadeFor() {
        String code = code("ada@sandbox.example", request());
        assertRefused(exchange(code, Map.of("redirect_uri", Browser.REDIRECT + "/")), 400, "invalid_grant");
        assertThat(exchange(code, Map.of()).status()).isEqualTo(200);
    }

    @Test
    void aChallengeNeedsItsVerifier() {
        Map<String, String> request = with("code_challenge", CHALLENGE);
        request.put("code_challenge_method", "S256");
        String code = code("ada@sandbox.example", request);
        assertRefused(exchange(code, Map.of()), 400, "invalid_grant");
        assertRefused(exchange(code, Map.of("code_verifier", CHALLENGE)), 400, "invalid_grant");
        assertThat(exchange(code, Map.of("code_verifier", VERIFIER)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "client_id,someone,400,invalid_client",
        "client_secret,wrong,401,invalid_client",
        "client_secret,'',401,invalid_client",
        "grant_type,password,400,unsupported_grant_type",
        "grant_type,'',400,invalid_request",
        "code,'',400,invalid_request",
        "code,unknown,400,invalid_grant",
        "redirect_uri,'',400,invalid_request"
    })
    void aFaultyTokenRequestIsRefusedInBothShapes(String name, String value, int status, String error) {
        assertRefused(exchange(code("ada@sandbox.example", request()), Map.of(name, value)), status, error);
    }

    @Test
    void theClientMayUseTheBasicHeaderAndGetIsNotAllowed() {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code("ada@sandbox.example", request()));
        form.put("redirect_uri", Browser.REDIRECT);
        assertThat(tokenCall(form, "valence-sandbox:wrong").status()).isEqualTo(401);
        assertThat(tokenCall(form, "valence-sandbox:sandbox-secret").status()).isEqualTo(200);
        assertThat(browser.get("/access_token").status()).isEqualTo(405);
    }

    @Test
    void aRefreshKeepsItsTokenAndLeavesTheFormerAccessTokenAlone() {
        Answer first = exchange(code("ada@sandbox.example", request()), Map.of());
        Answer second = refresh(first.text("/refresh_token"));
        assertThat(second.text("/refresh_token")).isEqualTo(first.text("/refresh_token"));
        assertThat(second.text("/access_token")).isNotEqualTo(first.text("/access_token"));
        assertThat(second.text("/scope")).isEqualTo(first.text("/scope"));
        assertThat(Browser.with(first.text("/access_token")).get("/rooms").status())
                .isEqualTo(200);
        assertThat(Browser.with(second.text("/access_token")).get("/rooms").status())
                .isEqualTo(200);
    }

    @Test
    void withRotationTheFormerRefreshTokenIsRefused() {
        browser.put(Browser.root() + "/_sandbox/settings", "{\"refreshTokenRotation\":true}");
        Answer first = exchange(code("ada@sandbox.example", request()), Map.of());
        Answer second = refresh(first.text("/refresh_token"));
        assertThat(second.text("/refresh_token")).isNotEqualTo(first.text("/refresh_token"));
        assertRefused(refresh(first.text("/refresh_token")), 400, "invalid_request");
        assertThat(refresh(second.text("/refresh_token")).status()).isEqualTo(200);
    }

    @Test
    void anExpiredAccessTokenIs401AndARefreshHelps() {
        Answer issued = exchange(code("ada@sandbox.example", request()), Map.of());
        Browser ada = Browser.with(issued.text("/access_token"));
        browser.post(
                Browser.root() + "/_sandbox/tokens/expire",
                "{\"accessToken\":\"%s\"}".formatted(issued.text("/access_token")));
        Answer refused = ada.get("/rooms");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.text("/trackingId"))
                .isEqualTo(refused.header("trackingid").orElseThrow());
        Answer again = refresh(issued.text("/refresh_token"));
        assertThat(Browser.with(again.text("/access_token")).get("/rooms").status())
                .isEqualTo(200);
    }

    @Test
    void tokensEndWithTheirLifeAndWithTheConsent() {
        browser.put(Browser.root() + "/_sandbox/settings", "{\"accessTokenSeconds\":60}");
        Answer issued = exchange(code("ada@sandbox.example", request()), Map.of());
        assertThat(issued.json().get("expires_in").asLong()).isEqualTo(60);
        browser.post(Browser.root() + "/_sandbox/clock", "{\"advanceSeconds\":61}");
        assertThat(Browser.with(issued.text("/access_token")).get("/rooms").status())
                .isEqualTo(401);
        browser.post(
                Browser.root() + "/_sandbox/tokens/revoke",
                "{\"refreshToken\":\"%s\"}".formatted(issued.text("/refresh_token")));
        assertRefused(refresh(issued.text("/refresh_token")), 400, "invalid_request");
    }

    private static Map<String, String> request() {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("response_type", "code");
        request.put("client_id", "valence-sandbox");
        request.put("redirect_uri", Browser.REDIRECT);
        request.put("scope", "spark:rooms_read  spark:messages_read");
        request.put("state", "s t&ate");
        return request;
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> request = request();
        request.put(name, value);
        return request;
    }

    private String code(String person, Map<String, String> request) {
        Map<String, String> form = new LinkedHashMap<>(request);
        form.put("person", person);
        form.put("decision", "allow");
        return browser.form("/authorize", form).redirected("code").orElseThrow();
    }

    private Answer exchange(String code, Map<String, String> changes) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("client_id", "valence-sandbox");
        form.put("client_secret", "sandbox-secret");
        form.put("code", code);
        form.put("redirect_uri", Browser.REDIRECT);
        form.putAll(changes);
        return browser.form("/access_token", form);
    }

    private Answer refresh(String refreshToken) {
        return tokenCall(
                Map.of("grant_type", "refresh_token", "refresh_token", refreshToken), "valence-sandbox:sandbox-secret");
    }

    private Answer tokenCall(Map<String, String> form, String basic) {
        return browser.send(browser.request("/access_token")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(Browser.encoded(form))));
    }

    private static void assertRefused(Answer answer, int status, String error) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text("/error")).isEqualTo(error);
        assertThat(answer.text("/error_description")).isEqualTo(answer.text("/message"));
        assertThat(answer.text("/errors/0/description")).isEqualTo(answer.text("/message"));
        assertThat(answer.text("/trackingId"))
                .isEqualTo(answer.header("trackingid").orElseThrow());
    }
}
