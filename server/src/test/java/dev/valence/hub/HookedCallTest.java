package dev.valence.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.element.Catalog;
import dev.valence.element.Element;
import dev.valence.element.ProviderUrls;
import dev.valence.http.Json;
import dev.valence.instance.Configuration;
import dev.valence.instance.Connection;
import dev.valence.instance.ExternalAuthentication;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HookedCallTest {
    @Test
    void aHeaderThatAHookTakesAwayIsGoneForPagingToo() throws Exception {
        ObjectNode given =
                (ObjectNode) Json.MAPPER.readTree("{\"response_headers\": {\"Link\": null, \"x-b\": \"2\"}}");
        assertThat(HookHeaders.merged(
                        Map.of("link", "<https://h/2>; rel=next", "X-B", "1", "X-C", "3"),
                        given.path("response_headers")))
                .isEqualTo(Map.of("x-b", "2", "X-C", "3"));
    }

    @Test
    void ofTwoSpellingsOfOneHeaderTheLaterCounts() throws Exception {
        ObjectNode given = (ObjectNode) Json.MAPPER.readTree("{\"link\": \"old\", \"Link\": \"new\", \"X-A\": {}}");
        assertThat(HookHeaders.merged(Map.of("LINK", "first", "x-a", "1"), given))
                .isEqualTo(Map.of("Link", "new"));
        ObjectNode variable = (ObjectNode) Json.MAPPER.readTree("{\"LINK\": \"first\", \"X-C\": \"3\"}");
        given.properties().forEach(header -> HookHeaders.put(variable, header.getKey(), header.getValue()));
        HookHeaders.put(variable, "x-c", NullNode.getInstance());
        assertThat(variable.toString()).isEqualTo("{\"Link\":\"new\",\"X-A\":{}}");
    }

    @Test
    void whatAHookSaysOfAFailureHasNoSecretsAndAnEnd() {
        Element element = new Catalog(ProviderUrls.none()).require("ciscospark");
        Map<String, String> own = Map.of("oauth.api.secret", "line\n\"quoted\"", "password", "s3cret-word");
        Connection connection = new Connection(
                1,
                1,
                1,
                1,
                "test",
                List.of(),
                element,
                new Configuration(element, own),
                ExternalAuthentication.NONE,
                false,
                false);
        String words = "no s3cret-word, line\n\"quoted\" or \"line\\n\\\"quoted\\\"\" here; Bearer "
                + "abcdefghijklmnopqrstuvwxyz";
        assertThat(HookWords.masked(connection, words))
                .startsWith("no ********")
                .doesNotContain("s3cret", "quoted", "abcdef");
        assertThat(HookWords.masked(connection, "x".repeat(2_000))).hasSize(1_000);
        assertThat(HookWords.masked(connection, "x".repeat(995) + "s3cret-word"))
                .doesNotContain("s3c");
    }
}
