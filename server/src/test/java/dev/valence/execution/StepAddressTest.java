package dev.valence.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.formula.StepType;
import dev.valence.http.BadRequest;
import java.util.List;
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

    @Test
    void noPartOfAPathVanishesWithItsReference() {
        assertThatThrownBy(() -> path("/contacts/${steps.find.id}", ""))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("The step send was not sent: in its property api, ${steps.find.id} is empty");
        assertThatThrownBy(() -> path("/contacts/${trigger.args.none}/notes?a=b", ""))
                .hasMessageContaining("${trigger.args.none}");
        assertThatThrownBy(() -> path("/contacts/{id}", ", \"path\": {\"id\": \"\"}"))
                .hasMessageContaining("in its property api, {id} is empty");
        assertThatThrownBy(() -> path("${trigger.args.none}", "")).hasMessageContaining("${trigger.args.none}");
        assertThatThrownBy(() -> path("/contacts/{id}/notes", ""))
                .hasMessageContaining("in its property api, {id} has no value in the property path");

        assertThatThrownBy(() -> path("/" + "a".repeat(100_000) + "/{open/${steps.find.id}", ""))
                .hasMessageContaining("${steps.find.id} is empty");

        assertThat(path("/contacts?where=${steps.find['a/b?'].id}", "")).isEqualTo("/contacts?where=");
        assertThat(path("/contacts${trigger.args.none}", "")).isEqualTo("/contacts");
        assertThat(path("/contacts", ", \"query\": {\"a\": \"${steps.find.id}\", \"b\": \"x${steps.find.id}\"}"))
                .isEqualTo("/contacts?b=x");
    }

    @Test
    void anAddressOfElsewhereHasAValueForEachReference() {
        assertThat(url("https://example.com/users/${trigger.args.id}?q=${trigger.args.empty}"))
                .isEqualTo("https://example.com/users/%C3%84%20b?q=");
        for (String hole : List.of(
                "https://example.com/users/${steps.find.id}",
                "https://example.com/users?q=${steps.find.id}",
                "https://${steps.find.id}/users",
                "${steps.find.id}")) {
            assertThatThrownBy(() -> url(hole))
                    .isInstanceOf(BadRequest.class)
                    .hasMessageContaining(
                            "The step send was not sent: in its property url, ${steps.find.id} has no value");
        }
        assertThatThrownBy(() -> url("https://example.com/users/${trigger.args.empty}"))
                .hasMessageContaining("${trigger.args.empty} is empty");
    }

    private static String url(String url) {
        return StepAddress.url(
                Calls.of(StepType.HTTP_REQUEST, "{\"url\": \"" + url + "\"}", "{\"id\": \"Ä b\", \"empty\": \"\"}"));
    }
}
