package dev.valence.element;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.http.BadRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuthorizationUrlTest {
    private static final String OAUTH = Samples.HEAD.replace("custom", "oauth2") + """
            - {key: oauth.api.key, name: Key, type: TEXTFIELD_128}
            - {key: oauth.api.secret, name: Secret, type: PASSWORD}
            - {key: oauth.callback.url, name: Callback, type: TEXTFIELD_1000}
            - {key: oauth.scope, name: Scope, type: TEXTAREA, defaultValue: "a:read b:write"}
            - {key: site, name: Site, type: TEXTFIELD_32}
            - {key: oauth.authorization.url, name: Consent, type: TEXTFIELD_1000, defaultValue: "https://{site}.demo.example/authorize?v=2"}
            - {key: oauth.token.url, name: Token, type: TEXTFIELD_1000, defaultValue: "https://demo.example/token"}
            """.indent(2);

    private static String url(Map<String, String> request) {
        return new AuthorizationUrl(ElementReader.read(ElementYaml.read("demo.yaml", OAUTH), Map.of()), request)
                .build();
    }

    @Test
    void membersStandInTheOrderOfThePlatformFormEncoded() {
        assertThat(url(Map.of(
                        "apiKey",
                        "k&1",
                        "apiSecret",
                        "hidden",
                        "callbackUrl",
                        "https://app.example/cb?x=1",
                        "site",
                        "acme")))
                .isEqualTo("https://acme.demo.example/authorize?v=2&scope=a%3Aread+b%3Awrite&response_type=code"
                        + "&redirect_uri=https%3A%2F%2Fapp.example%2Fcb%3Fx%3D1&state=demo&client_id=k%261");
    }

    @Test
    void scopeAndStateCanBeChosen() {
        assertThat(url(Map.of(
                        "apiKey", "k", "callbackUrl", "app://cb", "site", "s", "scope", "c", "state", "my state")))
                .contains("?v=2&scope=c&", "&state=my+state&");
    }

    @Test
    void everythingThatIsMissingIsNamed() {
        assertThatThrownBy(() -> url(Map.of("apiSecret", "s")))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("Missing: apiKey, callbackUrl, site;");
    }

    @Test
    void aCallbackMustBeAWholeUrl() {
        assertThatThrownBy(() -> url(Map.of("apiKey", "k", "callbackUrl", "/cb", "site", "s")))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("callbackUrl must be a whole URL");
        assertThatThrownBy(() -> url(Map.of("apiKey", "k", "callbackUrl", "http://[", "site", "s")))
                .isInstanceOf(BadRequest.class);
    }

    @Test
    void anElementWithoutOAuthHasNoUrl() {
        assertThatThrownBy(() -> new AuthorizationUrl(Samples.element(""), Map.of()).build())
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("The element demo does not use OAuth 2 but custom");
    }
}
