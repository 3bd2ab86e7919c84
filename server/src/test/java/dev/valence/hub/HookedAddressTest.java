package dev.valence.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.http.BadRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HookedAddressTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            https://h                  | h   | /          | ~~
            https://h?a=/b             | h   | /          | a=/b
            https://h:8443/x/y%20z?a=1 | h   | /x/y%20z   | a=1
            https://h//x/              | h   | //x/       | ~~
            """)
    void aHookMaySendARequestElsewhere(String url, String host, String path, String query) {
        HookedAddress address = HookedAddress.of(url);
        assertThat(address.base().host()).isEqualTo(host);
        assertThat(address.path()).isEqualTo(path);
        assertThat(address.query()).isEqualTo(query);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            https://h     | ~~   | /
            https://h     | ?a=1 | /
            https://h/api | ~~   | /api
            https://h/api | x    | /api/x
            https://h/api | /x   | /api/x
            """)
    void aPathStandsBehindThatOfTheBase(String base, String path, String whole) {
        assertThat(HookedAddress.below(BaseUrl.at(base, "base.url"), path).path())
                .isEqualTo(whole);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://h/a#b",
                "https://h#b",
                "https://h/a\"b",
                "https://h/a b",
                "h/a",
                "ftp://h/",
                "https://h/a\nb"
            })
    void whatIsNoAddressIsRefused(String url) {
        assertThatThrownBy(() -> HookedAddress.of(url)).isInstanceOf(BadRequest.class);
    }
}
