package dev.valence.element;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.http.BadRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogFilterTest {
    private final Element element = Samples.element("");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "key = 'demo'",
                "key in ('other', 'demo')",
                "KEY IN ('demo')",
                "hub='general' AND key='demo'",
                "private='false'",
                "private = false and extended='false'",
                "id = 7"
            })
    void whatHoldsMatches(String where) {
        assertThat(CatalogFilter.parse(where).matches().test(element)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"key='other'", "key in ('a','b')", "private='true'", "key='demo' AND hub='crm'", "name='O''Neil'"
            })
    void whatDoesNotHoldDoesNotMatch(String where) {
        assertThat(CatalogFilter.parse(where).matches().test(element)).isFalse();
    }

    @Test
    void abridgedIsAForm() {
        CatalogFilter filter = CatalogFilter.parse("private='false' AND abridged='true'");
        assertThat(filter.abridged()).isTrue();
        assertThat(filter.matches().test(element)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            key                     | position 1 of 3
            key = 'demo             | position 1 of 11
            key = 'demo' AND        | position 17 of 16
            key = 'demo' OR key='a' | position 1 of 23
            key in ('a' 'b')        | position 9 of 16
            key in ()               | position 9 of 9
            color = 'red'           | position 1 of 13: elements have no 'color'
            """)
    void whatCannotBeReadIsRefusedWithItsPlace(String where, String message) {
        assertThatThrownBy(() -> CatalogFilter.parse(where))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining(message);
    }
}
