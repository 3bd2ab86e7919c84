package dev.valence.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.http.Page;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages out of a list that came whole. */
class RowWindowTest {
    private static final String LIST = " [ {\"id\": 1.10, \"in\": [1, 2]} , [3, [4]],null, \"a,b\" ,5] ";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "2 | 1 | 2 | [{\"id\": 1.10, \"in\": [1, 2]} , [3, [4]]]",
                "2 | 2 | 2 | [null, \"a,b\"]",
                "2 | 3 | 1 | [5]",
                "2 | 4 | 0 | []",
                "1 | 3 | 1 | [null]",
                "200 | 1 | 5 | [{\"id\": 1.10, \"in\": [1, 2]} , [3, [4]],null, \"a,b\" ,5]",
                "200 | 2000000000 | 0 | []"
            })
    void aPageHoldsItsRowsAsTheyStand(int size, int number, int returned, String page) {
        RowWindow window = RowWindow.of(new Page(size, number), bytes(LIST));

        assertThat(window.isList()).isTrue();
        assertThat(window.total()).isEqualTo(5);
        assertThat(window.returned()).isEqualTo(returned);
        assertThat(window.cut(bytes(LIST)).toString(StandardCharsets.UTF_8)).isEqualTo(page);
    }

    @Test
    void anEmptyListHasNoRows() {
        RowWindow window = RowWindow.of(new Page(2, 1), bytes("[]"));

        assertThat(window.total()).isZero();
        assertThat(window.cut(bytes("[]"))).hasToString("[]");
    }

    @Test
    void anObjectIsNoList() {
        assertThat(RowWindow.of(new Page(2, 1), bytes("{\"a\": [1]}")).isList()).isFalse();
    }

    @Test
    void aBrokenTextIsRefused() {
        assertThatThrownBy(() -> RowWindow.of(new Page(2, 1), bytes("[1, 2"))).isInstanceOf(MalformedReply.class);
    }
}
