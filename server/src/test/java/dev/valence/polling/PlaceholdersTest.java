package dev.valence.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.http.BadRequest;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholdersTest {
    private static final Instant TIME = Instant.parse("2026-01-15T09:30:05.123456Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ${gmtDate:yyyy-MM-dd'T'HH:mm:ss'Z'}                      | 2026-01-15T09:30:05Z
            ${date:yyyy-MM-dd HH:mm}                                 | 2026-01-15 09:30
            ${date}                                                  | 2026-01-15T09:30:05Z
            ${dateTimeZone:PST:yyyy-MM-dd'T'HH:mm:ss}                | 2026-01-15T01:30:05
            ${dateTimeZone:-8:00:HH:mm}                              | 01:30
            ${dateTimeZone:America/New_York:HH:mm Z}                 | 04:30 -0500
            ${epoch}                                                 | 1768469405123
            ${epoch:s}                                               | 1768469405
            ${epoch:us}                                              | 1768469405123456
            changed>='${gmtDate:yyyy}' and done<${epoch:s}           | changed>='2026' and done<1768469405
            nothing to fill                                          | nothing to fill
            """)
    void aPlaceholderIsTheTimeOfTheLastPoll(String url, String filled) {
        assertThat(Placeholders.fill(url, TIME, text -> text)).isEqualTo(filled);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"${now}", "${epoch:h}", "${dateTimeZone:HH}", "${dateTimeZone:Mars/Base:HH}", "${gmtDate:bb}"})
    void whatIsNoneIsNamed(String url) {
        assertThatThrownBy(() -> Placeholders.fill(url, TIME, text -> text)).isInstanceOf(BadRequest.class);
    }

    @Test
    void whatIsPutIntoAnAddressIsEncoded() {
        PollPlan plan = PlanReader.plans(Plans.json("""
                        {"contacts": {"idField": "id", "pageSize": 50,
                          "url": "/hubs/crm/contacts?where=changed>='${dateTimeZone:GMT:yyyy-MM-dd HH:mm Z}' and name='Ä'"}}""")).getFirst();
        assertThat(PollUrl.of(plan, "", TIME, java.util.Optional.of("a/b=")))
                .isEqualTo("/hubs/crm/contacts?where=changed%3E='2026-01-15%2009%3A30%20%2B0000'%20and%20name='%C3%84'"
                        + "&pageSize=50&nextPage=a%2Fb%3D");
    }
}
