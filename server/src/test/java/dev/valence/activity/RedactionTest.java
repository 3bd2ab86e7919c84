package dev.valence.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No secret is in what is kept of a call. */
class RedactionTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization",
                "proxy-authorization",
                "Cookie",
                "Set-Cookie",
                "X-CSRF-Token",
                "X-Api-Key",
                "api_key",
                "client_secret",
                "clientSecret",
                "access_token",
                "refreshToken",
                "password",
                "passphrase",
                "private.key",
                "X-Spark-Signature",
                "code",
                "code_verifier",
                "sessionId"
            })
    void aNameTellsASecret(String name) {
        assertThat(Redaction.header(name, "abc")).isEqualTo("********");
        assertThat(Redaction.path("/x?" + name + "=abc&a=1")).isEqualTo("/x?" + name + "=********&a=1");
        assertThat(json("{\"" + name + "\":\"abc\"}")).isEqualTo("{\"" + name + "\":\"********\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept",
                "Content-Type",
                "text",
                "roomId",
                "nextPageToken",
                "status",
                "author",
                "passed",
                "coded"
            })
    void otherNamesAreShown(String name) {
        assertThat(Redaction.header(name, "abc")).isEqualTo("abc");
        assertThat(json("{\"" + name + "\":\"abc\"}")).contains("abc");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"a":{"token":"abc"},"b":[{"password":1}]} | {"a":{"token":"********"},"b":[{"password":"********"}]}
                    {"token":{"value":"abc","type":[1]},"a":1} | {"token":"********","a":1}
                    {"secrets":["abc","def"],"a":1}            | {"secrets":"********","a":1}
                    [1.50,12345678901234567890,true,null]      | [1.50,12345678901234567890,true,null]
                    {"note":"use Bearer abcdefghijklmnop now"} | {"note":"use Bearer ******** now"}
                    """)
    void jsonIsGoneThroughToItsDepth(String body, String kept) {
        assertThat(json(body)).isEqualTo(kept);
    }

    @Test
    void aBearerTokenInAQueryUnderAnyNameIsMasked() {
        assertThat(Redaction.path("/x?a=Bearer%20abcdefghijklmnopq&b=1")).isEqualTo("/x?a=Bearer%20********&b=1");
    }

    @Test
    void aByteOrderMarkHidesNoJson() {
        assertThat(json("\uFEFF{\"access_token\":\"abc\"}")).isEqualTo("{\"access_token\":\"********\"}");
    }

    @Test
    void jsonInsideOfATextIsRedacted() {
        assertThat(json("{\"note\":\"{\\\"access_token\\\":\\\"abc\\\",\\\"a\\\":1}\"}"))
                .doesNotContain("abc")
                .contains("\\\"a\\\":1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"token=abc", "<token>abc</token>", "password: abc"})
    void plainTextAndXmlAreRedacted(String body) {
        assertThat(Redaction.body(body.getBytes(StandardCharsets.UTF_8), "text/xml"))
                .doesNotContain("abc");
    }

    @Test
    void aBodyThatIsCutOffIsRedactedToItsEnd() {
        assertThat(json("{\"a\":1,\"token\":\"abcde"))
                .doesNotContain("abcde")
                .startsWith("{\"a\":1,\"token\"")
                .endsWith(" ...");
        assertThat(json("{\"token\":{\"x\":\"abc\",\"y\":\"de")).doesNotContain("abc");
        assertThat(json("{\"rows\":[{\"id\":1},{\"id\":2},{\"i")).startsWith("{\"rows\":[{\"id\":1},{\"id\":2}");
    }

    @Test
    void formsAndTextsAreRedactedAndOtherBytesNamed() {
        assertThat(body("grant_type=x&refresh_token=abc&client_secret=d", "application/x-www-form-urlencoded"))
                .isEqualTo("grant_type=x&refresh_token=********&client_secret=********");
        assertThat(body("Basic dXNlcjpwYXNzd29yZA== is wrong", "text/plain")).isEqualTo("Basic ******** is wrong");
        assertThat(body("\u0000\u0001PNG", "image/png")).isEqualTo("(image/png)");
        assertThat(body("a\u0000b", "text/plain")).isEqualTo("a\ufffdb");
    }

    private static String json(String text) {
        return body(text, "application/json");
    }

    private static String body(String text, String type) {
        return Redaction.body(text.getBytes(StandardCharsets.UTF_8), type);
    }
}
