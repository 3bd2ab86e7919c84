package dev.valence.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.http.BadRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VendorPageTest {
    private static final String PATH = "/v1/rooms";

    @Test
    void theNextLinkBecomesATokenOfItsQuery() {
        VendorPage page = after("<https://api.example/v1/rooms?max=50&cursor=bGlt%3D>; rel=\"next\"");

        assertThat(new String(Base64.getUrlDecoder().decode(page.encode()), StandardCharsets.US_ASCII))
                .isEqualTo("max=50&cursor=bGlt%3D");
        assertThat(page.encode()).doesNotContain("=");
        assertThat(VendorPage.decode(page.encode())).isEqualTo(page);
        assertThat(page.requestUri("/proxy/v1/rooms")).isEqualTo("/proxy/v1/rooms?max=50&cursor=bGlt%3D");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<https://a/v1/rooms?p=1,2;x>; rel=prev, <https://a/v1/rooms?q=1>; rel=next",
                "<https://a/v1/rooms?q=1>; title=\"a, <b>; \\\" rel=prev\"; REL=\"last  Next\"",
                "</v1/rooms?q=1>;rel = next",
                "<?q=1>; rel=next; rel=prev",
                "rubbish, <https://other.example/v1/rooms?q=1> ; rel=\"NEXT\"",
            })
    void nextIsFoundAmongOtherLinks(String header) {
        assertThat(after(header).query()).isEqualTo("q=1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<https://a/v1/rooms?q=1>",
                "<https://a/v1/rooms?q=1>; rel=prev; rel=next",
                "<https://a/v1/rooms?q=1; rel=next",
                "<https://a/v1/rooms>; rel=next",
                "<https://a/v1/people?q=1>; rel=next",
                "<https://a?q=1>; rel=next",
                "<https://a/v1/rooms?q=a b>; rel=next",
                "<https://a/v1/rooms?q=ü>; rel=next",
            })
    void otherLinksEndTheList(String header) {
        assertThat(VendorPage.after(LinkHeader.parse(List.of(header)), PATH)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a=1\r\nX: y", "a=\u00e9", "", "a#b"})
    void aForgedTokenIsRefused(String query) {
        String token = Base64.getUrlEncoder().encodeToString(query.getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> VendorPage.decode(token)).isInstanceOf(BadRequest.class);
    }

    @Test
    void whatIsNotBase64OrTooLongIsRefused() {
        assertThatThrownBy(() -> VendorPage.decode("***")).isInstanceOf(BadRequest.class);
        String tooLong = Base64.getUrlEncoder().encodeToString(new byte[9000]);
        assertThatThrownBy(() -> VendorPage.decode(tooLong)).isInstanceOf(BadRequest.class);
    }

    private static VendorPage after(String header) {
        return VendorPage.after(LinkHeader.parse(List.of(header)), PATH).orElseThrow();
    }
}
