package dev.valence.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.http.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DateMasksTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            yyyy-MM-dd | ~~         | "2026-02-28"                     | "2026-02-28"
            yyyy-MM-dd | ~~         | "2026-02-30"                     | "2026-02-30"
            ~~         | ~~         | "2026-02-30T10:00:00Z"           | "2026-02-30T10:00:00Z"
            ~~         | yyyy-MM-dd | "2026-02-30"                     | "2026-02-30"
            ~~         | yyyy-MM-dd | "2024-02-29"                     | "2024-02-29T00:00:00Z"
            ~~         | dd.MM.yyyy | "30.01.2026"                     | "2026-01-30T00:00:00Z"
            ~~         | yyyyMMdd   | 20260130                         | "2026-01-30T00:00:00Z"
            ~~         | yyyyMMdd   | "20261399"                       | "20261399"
            ~~         | yyyyMMdd   | 1700000000                       | 1700000000
            ~~         | ~~         | 1700000000                       | "2023-11-14T22:13:20Z"
            yyyy       | ~~         | "+999999999-01-01"               | "+999999999-01-01"
            yyyy-MM-dd | ~~         | ["2026-01-15T09:30:00Z",null,[1],"x"] | ["2026-01-15",null,[1],"x"]
            """)
    void whatIsNoDateStaysWhatItIs(String own, String vendor, String given, String expected) throws IOException {
        assertThat(new DateMasks(own, vendor).fromVendor(json(given))).isEqualTo(json(expected));
    }

    @Test
    void listsOfDatesAreRewrittenAsTextToo() throws IOException {
        JsonNode transformation = json("""
                {"vendorName": "things", "fields": [{"path": "days", "vendorPath": "x", "type": "array[date]", "configuration":
                  [{"type": "format", "properties": {"pattern": "yyyy", "vendorPattern": "dd.MM.yyyy"}}]}]}""");
        ObjectMapping mapping = TransformationReader.mapping("mine", transformation, Map.of(), List.of());
        String given = "{\"x\":[\"30.01.2026\",\"31.01.2025\"]}";
        assertThat(mapping.fromVendor(json(given))).isEqualTo(json("{\"days\":[\"2026\",\"2025\"]}"));
        JsonOut out = new JsonOut(0);
        byte[] text = given.getBytes(StandardCharsets.UTF_8);
        assertThat(new TableReading(mapping.table().orElseThrow()).map(text, 0, text.length, out))
                .isNotNegative();
        assertThat(new String(out.bytes(), 0, out.length(), StandardCharsets.UTF_8))
                .isEqualTo("{\"days\":[\"2026\",\"2025\"]}");
    }

    private static JsonNode json(String text) throws IOException {
        return Json.MAPPER.readTree(text);
    }
}
