package dev.valence.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.http.BadRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which pages may hear of the end of a connect flow. */
class OriginTest {
    @ParameterizedTest
    @CsvSource({
        "https://app.example, https://app.example",
        "https://App.Example:443, https://app.example",
        "https://app.example:8443, https://app.example:8443",
        "http://localhost:3000, http://localhost:3000",
        "http://127.0.0.1, http://127.0.0.1",
        "'http://[::1]:80', 'http://[::1]'"
    })
    void anOriginIsWrittenAsBrowsersWriteIt(String given, String origin) {
        assertThat(Origin.of(given)).isEqualTo(origin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "null",
                "app.example",
                "https://",
                "https://*.example.com",
                "http://app.example",
                "https://app.example/",
                "https://app.example/page",
                "https://app.example?x",
                "https://app.example#x",
                "https://user@app.example",
                "ftp://localhost",
                "javascript:alert(1)",
                "https://app.example:0",
                "https://app.example:65536",
                "mailto:a@b.example",
                "https://a b"
            })
    void whatIsMoreOrLessThanAnOriginIsRefused(String given) {
        assertThatThrownBy(() -> Origin.of(given))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("origin");
    }

    @Test
    void theChallengeIsTheOneOfTheStandard() {
        // RFC 7636, appendix B.
        assertThat(ProofKey.challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"))
                .isEqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }
}
