package dev.valence.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.http.BadRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bodies that create and change instances. */
class InstanceRequestTest {
    @Test
    void everyMemberIsRead() {
        InstanceRequest request = read("""
                {"name":"My <b>Spark</b>","element":{"key":"demo","id":7},"tags":["a",{"id":1,"name":"b"},"  "],
                 "configuration":{"one":"1","two":2,"three":true,"four":null,"five":"","six":{"a":[1.10]}},
                 "providerData":{"code":"c","none":null},"externalAuthentication":"Initial",
                 "traceLoggingEnabled":true,"cachingEnabled":"false","maxCacheSize":5,"cacheTimeToLive":6,
                 "retrieveObjectsAfterInstantiation":true,"nobody knows":{}}""");

        assertThat(request.name()).contains("My Spark");
        assertThat(request.element()).contains("demo");
        assertThat(request.tags()).contains(List.of("a", "b"));
        assertThat(request.configuration())
                .isEqualTo(Map.of(
                        "one", Optional.of("1"),
                        "two", Optional.of("2"),
                        "three", Optional.of("true"),
                        "four", Optional.empty(),
                        "five", Optional.empty(),
                        "six", Optional.of("{\"a\":[1.10]}")));
        assertThat(request.providerData()).contains(Map.of("code", "c"));
        assertThat(request.externalAuthentication()).contains(ExternalAuthentication.INITIAL);
        assertThat(request.traceLogging()).contains(true);
        assertThat(request.cachingEnabled()).contains(false);
        assertThat(request.maxCacheSize()).contains(5);
        assertThat(request.cacheTimeToLive()).contains(6);
        assertThat(request.objects()).isTrue();
    }

    @Test
    void whatIsLeftOutOrNullStaysAbsent() {
        InstanceRequest absent = InstanceRequest.ofConfiguration(Map.of());

        assertThat(read("{}")).isEqualTo(absent);
        assertThat(read("""
                {"name":null,"element":null,"tags":null,"configuration":null,"providerData":null,
                 "externalAuthentication":null,"traceLoggingEnabled":null,"cachingEnabled":null,"maxCacheSize":null,
                 "cacheTimeToLive":null,"retrieveObjectsAfterInstantiation":null}""")).isEqualTo(absent);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name                              | {}
            name                              | true
            name                              | ["x"]
            element                           | "demo"
            element                           | 7
            element                           | []
            tags                              | "a"
            tags                              | {"a":"b"}
            configuration                     | "x"
            configuration                     | []
            configuration                     | 1
            externalAuthentication            | {}
            externalAuthentication            | "sometimes"
            traceLoggingEnabled               | "yes"
            traceLoggingEnabled               | 1
            cachingEnabled                    | {}
            maxCacheSize                      | "many"
            maxCacheSize                      | -1
            maxCacheSize                      | 1e12
            maxCacheSize                      | 99999999999999999999
            maxCacheSize                      | {}
            cacheTimeToLive                   | []
            cacheTimeToLive                   | -5
            retrieveObjectsAfterInstantiation | "perhaps"
            """)
    void aWrongTypeIsNamedWithItsMember(String member, String value) {
        assertThatThrownBy(() -> read("{\"" + member + "\":" + value + "}"))
                .isInstanceOf(BadRequest.class)
                .hasMessageStartingWith(member + " must be");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "3", "\"x\"", "{", "{\"name\":}"})
    void aBodyThatIsNoObjectIsABadRequest(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(BadRequest.class).hasMessageContaining("request body");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"a\\u0000b\"}",
                "{\"element\":{\"key\":\"a\\u0000b\"}}",
                "{\"tags\":[\"a\\u0000b\"]}",
                "{\"tags\":[{\"name\":\"a\\u0000b\"}]}",
                "{\"configuration\":{\"k\":\"a\\u0000b\"}}",
                "{\"configuration\":{\"a\\u0000b\":\"v\"}}",
                "{\"providerData\":{\"code\":\"a\\u0000b\"}}"
            })
    void aZeroCharacterIsRefusedEverywhere(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(BadRequest.class).hasMessageContaining("zero character");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <b>bold</b> name                     | bold name
            <script>alert(1)</script>            | ''
            <img src=x onerror=alert(1)>Hi       | Hi
            a < b                                | a < b
            Tom & Jerry                          | Tom & Jerry
            """)
    void markupInANameIsReducedToItsText(String name, String plain) {
        assertThat(InstanceRequest.plain(name)).isEqualTo(plain);
    }

    @Test
    void aNameThatWasOnlyMarkupCountsAsAbsent() {
        assertThat(read("{\"name\":\"<script>alert(1)</script>\"}").name()).isEmpty();
    }

    @Test
    void namesTagsAndKeysHaveALongestForm() {
        String longest = "x".repeat(500);
        assertThat(read("{\"name\":\"" + longest + "\"}").name()).contains(longest);
        for (String body : List.of(
                "{\"name\":\"" + longest + "x\"}",
                "{\"tags\":[\"" + longest + "x\"]}",
                "{\"configuration\":{\"" + longest + "x\":\"v\"}}")) {
            assertThatThrownBy(() -> read(body)).isInstanceOf(BadRequest.class).hasMessageContaining("500");
        }
    }

    @Test
    void theElementMayBeNamedByNumber() {
        assertThat(read("{\"element\":{\"id\":1832}}").element()).contains("1832");
    }

    @Test
    void aConfigurationComesAsAnObjectOrAsEntries() {
        Map<String, Optional<String>> expected = Map.of("a", Optional.of("1"), "b", Optional.empty());

        assertThat(InstanceRequest.readConfiguration(bytes("{\"a\":1,\"b\":null}")))
                .isEqualTo(expected);
        assertThat(InstanceRequest.readConfiguration(
                        bytes("[{\"key\":\"a\",\"propertyValue\":\"1\"},{\"key\":\"b\",\"value\":null}]")))
                .isEqualTo(expected);
        assertThatThrownBy(() -> InstanceRequest.readConfiguration(bytes("[{\"value\":\"1\"}]")))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("key");
    }

    @Test
    void oneValueNeedsItsMember() {
        assertThat(InstanceRequest.readValue(bytes("{\"propertyValue\":\"x\"}")))
                .contains("x");
        assertThat(InstanceRequest.readValue(bytes("{\"value\":5}"))).contains("5");
        assertThat(InstanceRequest.readValue(bytes("{\"value\":null}"))).isEmpty();
        for (String body : List.of("{}", "[]", "\"x\"", "null")) {
            assertThatThrownBy(() -> InstanceRequest.readValue(bytes(body)))
                    .isInstanceOf(BadRequest.class)
                    .hasMessageContaining("propertyValue");
        }
    }

    private static InstanceRequest read(String body) {
        return InstanceRequest.read(bytes(body));
    }

    private static byte[] bytes(String body) {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
