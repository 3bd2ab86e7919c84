package dev.valence.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of platform lists, and their tokens. */
class PageTest {
    @Test
    void aTokenIsBase64UrlOfItsTwoNumbers() {
        String token = new PageToken(50, 3).encode();

        assertThat(new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8))
                .isEqualTo("{\"pageSize\":50,\"page\":3}");
        assertThat(token).doesNotContain("=", "+", "/");
        assertThat(PageToken.decode(token)).isEqualTo(new PageToken(50, 3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "%",
                "AAAA",
                "not a token",
                "{\"pageSize\":50,\"page\":0}",
                "{\"pageSize\":-1,\"page\":1}",
                "{\"pageSize\":50}",
                "{\"pageSize\":{},\"page\":[]}",
                "[]",
                "null",
                "3",
                "\"text\"",
                "{\"pageSize\":50,\"page\":3"
            })
    void whatIsNoTokenIsABadRequestThatSaysWhatToDo(String content) {
        String encoded =
                Base64.getUrlEncoder().withoutPadding().encodeToString(content.getBytes(StandardCharsets.UTF_8));

        for (String token : List.of(content, encoded)) {
            assertThatThrownBy(() -> PageToken.decode(token))
                    .isInstanceOf(BadRequest.class)
                    .hasMessageContaining("Elements-Next-Page-Token");
        }
    }

    @Test
    void theDefaultIsTheFirstPageOfTheMostRows() {
        assertThat(Page.of(Map.of())).isEqualTo(new Page(200, 1));
        assertThat(Page.of(Map.of("nextPage", List.of(""), "page", List.of("", ""))))
                .isEqualTo(new Page(200, 1));
    }

    @Test
    void aTokenWinsOverNumbersAndTheCapOverBoth() {
        String token = new PageToken(1000, 4).encode();

        assertThat(Page.of(Map.of("nextPage", List.of(token), "page", List.of("9"), "pageSize", List.of("3"))))
                .isEqualTo(new Page(200, 4));
        assertThat(Page.of(Map.of("page", List.of(" 9 "), "pageSize", List.of("201"))))
                .isEqualTo(new Page(200, 9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "ten", "99999999999", "0x1", "1e3"})
    void aWrongNumberIsNamedWithItsParameter(String text) {
        for (String name : List.of("page", "pageSize")) {
            assertThatThrownBy(() -> Page.of(Map.of(name, List.of(text))))
                    .isInstanceOf(BadRequest.class)
                    .hasMessageStartingWith(name + " must be")
                    .hasMessageContaining("'" + text + "'");
        }
    }

    @Test
    void theNextTokenLeadsThroughTheWholeListOnce() {
        int total = 401;
        int rows = 0;
        Page page = Page.of(Map.of());
        while (true) {
            rows += Math.min(page.size(), total - page.offset());
            var next = page.nextToken(total);
            if (next.isEmpty()) {
                break;
            }
            page = Page.of(Map.of("nextPage", List.of(next.get())));
        }
        assertThat(rows).isEqualTo(total);
        assertThat(page.number()).isEqualTo(3);
        assertThat(new Page(200, 2).nextToken(400)).isEmpty();
        assertThat(new Page(200, 1).nextToken(0)).isEmpty();
    }

    @Test
    void aPageFarBehindTheEndDoesNotOverflow() {
        Page far = new Page(200, Integer.MAX_VALUE);

        assertThat(far.offset()).isEqualTo(Integer.MAX_VALUE);
        assertThat(far.nextToken(1000)).isEmpty();
    }
}
