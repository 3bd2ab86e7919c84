package dev.valence.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.formula.StepType;
import dev.valence.http.BadRequest;
import org.junit.jupiter.api.Test;

class StepAddressTest {
    private static String path(String api, String more) {
        return StepAddress.path(
                Calls.of(StepType.ELEMENT_REQUEST, "{\"api\": \"" + api + "\"" + more + "}", "{\"id\": \"Ä b\"}"),
                "api",
                "query");
    }

    @Test
    void pathsOfTheApiComeWithAndWithoutPrefixAndHub() {
        assertThat(path("/contacts/${trigger.args.id}", "")).isEqualTo("/contacts/%C3%84%20b");
        assertThat(path("contacts", "")).isEqualTo("/contacts");
        assertThat(path("/elements/api-v2/hubs/crm/contacts?where=name='x y'", ""))
                .isEqualTo("/hubs/crm/contacts?where=name='x%20y'");
        assertThat(path("/contacts?a=%20b", ", \"query\": {\"c\": \"d=e\"}")).isEqualTo("/contacts?a=%20b&c=d%3De");
        assertThat(path("/contacts/{id}", ", \"path\": {\"id\": \"${trigger.args.id}\"}"))
                .isEqualTo("/contacts/%C3%84%20b");
    }

    @Test
    void noWayLeadsOutOfTheApi() {
        assertThatThrownBy(() -> path("/../../other", "")).isInstanceOf(BadRequest.class);
        assertThatThrownBy(() -> path("/a/%2E./b", "")).isInstanceOf(BadRequest.class);
        assertThatThrownBy(() -> path("https://elsewhere.example/x", ""))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("httpRequest");
    }
}
