package dev.valence.element;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.http.BadRequest;
import dev.valence.http.Headers;
import dev.valence.http.Json;
import dev.valence.http.NotFound;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElementEndpointsTest {
    private final Catalog catalog = new Catalog(
            IntStream.rangeClosed(1, 5).mapToObj(ElementEndpointsTest::demo).toList());
    private final ElementEndpoints endpoints = new ElementEndpoints(catalog);

    private static Element demo(int number) {
        String yaml = Samples.HEAD.replace("id: 7", "id: " + number).replace("key: demo", "key: demo" + number);
        return ElementReader.read(ElementYaml.read("demo.yaml", yaml), Map.of());
    }

    private static JsonNode body(Response response) {
        Object entity = response.getEntity();
        return entity instanceof byte[] bytes ? Json.tree(bytes, "reply") : Json.MAPPER.valueToTree(entity);
    }

    @Test
    void pagesJoinedAreTheWholeList() {
        List<String> keys = new ArrayList<>();
        String next = "";
        int pages = 0;
        do {
            Response page = endpoints.list("", true, Optional.of("2"), Optional.of(next));
            keys.addAll(body(page).findValuesAsText("key"));
            assertThat(page.getHeaderString(Headers.TOTAL_COUNT)).isEqualTo("5");
            assertThat(page.getHeaderString(Headers.RETURNED_COUNT))
                    .isEqualTo(String.valueOf(body(page).size()));
            String token = page.getHeaderString(Headers.NEXT_PAGE_TOKEN);
            next = token == null ? "" : token;
            pages++;
        } while (!next.isEmpty());
        assertThat(keys).containsExactly("demo1", "demo2", "demo3", "demo4", "demo5");
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void listsOfKeysAndHubsArePagedToo() {
        HubEndpoints hubs = new HubEndpoints(new HubCategories(catalog), catalog);
        Response keys = endpoints.keys(Optional.of("3"), Optional.empty());
        assertThat(body(keys)).extracting(JsonNode::asText).containsExactly("demo1", "demo2", "demo3");
        assertThat(keys.getHeaderString(Headers.TOTAL_COUNT)).isEqualTo("5");
        assertThat(body(endpoints.keys(Optional.empty(), Optional.of(keys.getHeaderString(Headers.NEXT_PAGE_TOKEN)))))
                .extracting(JsonNode::asText)
                .containsExactly("demo4", "demo5");
        JsonNode all = body(hubs.list(Optional.empty(), Optional.empty()));
        assertThat(body(hubs.list(Optional.of("2"), Optional.empty()))).containsExactly(all.get(0), all.get(1));
        assertThat(hubs.keys(Optional.of("1"), Optional.empty()).getHeaderString(Headers.TOTAL_COUNT))
                .isEqualTo(String.valueOf(all.size()));
    }

    @Test
    void aListShowsNoResources() {
        JsonNode first = body(endpoints.list("key = 'demo3'", false, Optional.empty(), Optional.empty()))
                .path(0);
        assertThat(first.path("key").asText()).isEqualTo("demo3");
        assertThat(first.has("configuration")).isTrue();
        assertThat(first.has("resources")).isFalse();
        assertThat(body(endpoints.list("abridged='true'", false, Optional.empty(), Optional.empty()))
                        .path(0)
                        .has("configuration"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "x", "99999999999"})
    void aPageSizeMustBeANumberAboveZero(String pageSize) {
        assertThatThrownBy(() -> endpoints.list("", false, Optional.of(pageSize), Optional.empty()))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("pageSize must be a whole number from 1");
    }

    @Test
    void theArraysOfAnExportAreAlwaysThere() {
        Response export = endpoints.export("1");
        assertThat(body(export).path("name").asText()).isEqualTo("Demo");
        for (String member : List.of(
                "configuration",
                "parameters",
                "hooks",
                "resources",
                "objects",
                "objectMetadata",
                "defaultTransformations")) {
            assertThat(body(export).path(member).isArray()).as(member).isTrue();
        }
        assertThat(body(endpoints.transformations("1"))).isEqualTo(body(export).path("defaultTransformations"));
        assertThat(export.getHeaderString("Content-Disposition")).isEqualTo("attachment; filename=\"demo1.json\"");
    }

    @Test
    void aConfigurationEntryIsFoundByItsKey() {
        Response entries = endpoints.configuration("demo1");
        String key = body(entries).path(0).path("key").asText();
        assertThat(entries.getHeaderString(Headers.RETURNED_COUNT))
                .isEqualTo(String.valueOf(body(entries).size()));

        assertThat(body(endpoints.configurationEntry("demo1", key)).path("key").asText())
                .isEqualTo(key);
        assertThatThrownBy(() -> endpoints.configurationEntry("demo1", "no.such"))
                .isInstanceOf(NotFound.class)
                .hasMessage("No configuration found with ID no.such");
    }

    @Test
    void anUnknownResourceIsNotFound() {
        assertThatThrownBy(() -> endpoints.resource("demo1", "5"))
                .isInstanceOf(NotFound.class)
                .hasMessage("No resource found with ID 5");
    }
}
