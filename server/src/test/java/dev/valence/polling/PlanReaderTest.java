package dev.valence.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.http.BadRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanReaderTest {
    @Test
    void everyDocumentedMemberIsRead() {
        PollPlan plan = PlanReader.plans(Plans.json("""
                        {"contacts": {"url": "/hubs/crm/contacts?where=changed>='${gmtDate:yyyy-MM-dd}'", "idField": "ids.main",
                          "datesConfiguration": {"updatedDateField": "changed", "updatedDateFormat": "dd.MM.yyyy HH:mm",
                            "updatedDateTimezone": "PST", "createdDateField": "made", "createdDateFormat": "yyyy-MM-dd"},
                          "filterByUpdateDate": "true", "filterByCurrentDate": true, "createdCheckTolerance": "10",
                          "pageSize": 200, "pollDelay": 5}}""")).getFirst();
        assertThat(plan.objectType()).isEqualTo("contacts");
        assertThat(plan.filter()).isEqualTo(PollPlan.Filter.UPDATED);
        assertThat(plan.onlyUntilNow()).isTrue();
        assertThat(plan.tolerance()).isEqualTo(Duration.ofSeconds(10));
        assertThat(plan.delay()).isEqualTo(Duration.ofSeconds(5));
        assertThat(plan.pageSize()).contains(200);
        assertThat(plan.dates().updated(Plans.json("{\"changed\": \"15.01.2026 01:30\"}")))
                .contains(Instant.parse("2026-01-15T09:30:00Z"));
        assertThat(plan.seesAll()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            []                                                                     | must be a JSON object
            {}                                                                     | must be a JSON object
            {'a': 1}                                                               | of a must be a JSON object
            {'a': {'idField': 'id'}}                                               | of a needs url
            {'a': {'url': '/hubs/crm/a'}}                                          | of a needs idField
            {'a': {'url': 'https://x.example/a', 'idField': 'id'}}                 | must be a path of the platform
            {'a': {'url': '//x.example/a', 'idField': 'id'}}                       | must be a path of the platform
            {'a': {'url': '/a?d=${now}', 'idField': 'id'}}                         | ${now} is no placeholder
            {'a': {'url': '/a/{parent}/b', 'idField': 'id'}}                       | does not say which the parents are
            {'a': {'url': '/a', 'idField': 'id', 'parents': {'url': '/b', 'idField': 'id'}}} | must have {parent}
            {'a': {'url': '/a', 'idField': 'id', 'filterByUpdatedDate': true}}     | has no field
            {'a': {'url': '/a', 'idField': 'id', 'newestFirst': true}}             | by which date
            {'a': {'url': '/a', 'idField': 'id', 'pageSize': 0}}                   | pageSize
            {'a': {'url': '/a', 'idField': 'id', 'pollDelay': 'x'}}                | pollDelay
            {'a': {'url': '/a', 'idField': 'id', 'filterByCurrentDate': 'perhaps'}} | neither true nor false
            {'a': {'url': '/a', 'idField': 'id', 'datesConfiguration': {'updatedDateField': 'u', 'updatedDateFormat': 'bb'}}} | not a date mask
            {'a': {'url': '/a', 'idField': 'id', 'datesConfiguration': {'createdDateTimezone': 'Mars'}}} | not a time zone
            """)
    void whatIsWrongIsNamedWithItsPlace(String json, String words) {
        assertThatThrownBy(() -> PlanReader.plans(Plans.json(json.replace('\'', '"'))))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("event.poller.configuration")
                .hasMessageContaining(words);
    }

    @Test
    void theOlderFormMeansTheSame() {
        List<PollPlan> plans = PlanReader.plans(PollerUrls.json("""
                contacts|/hubs/crm/contacts?where=changed>='${date}'||changed|yyyy-MM-dd|GMT|made|yyyy-MM-dd|GMT
                leads|accounts""", "crm"));
        assertThat(plans).extracting(PollPlan::objectType).containsExactly("contacts", "leads", "accounts");
        assertThat(plans.getFirst().dates().created(Plans.json("{\"made\": \"2026-01-15\"}")))
                .contains(Instant.parse("2026-01-15T00:00:00Z"));
        assertThat(plans.getLast().url()).isEqualTo("/hubs/crm/accounts");
        assertThat(plans.getLast().dates().none()).isTrue();
        assertThatThrownBy(() -> PollerUrls.json("a|/hubs/crm/a|//x", "crm"))
                .hasMessageContaining("filter in its third column");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            2026-01-15T09:30:00.000Z,      2026-01-15T09:30:00Z
            2026-01-15T09:30:00Z,          2026-01-15T09:30:00Z
            2026-01-15T09:30:00.123456Z,   2026-01-15T09:30:00.123456Z
            2026-01-15T10:30:00+01:00,     2026-01-15T09:30:00Z
            1768469400,                    2026-01-15T09:30:00Z
            1768469400000,                 2026-01-15T09:30:00Z
            1768469400.250,                2026-01-15T09:30:00.250Z
            soon,                          -
            -5,                            -
            99999999999999999999,          -
            """)
    void datesAreReadAsProvidersWriteThem(String text, String date) {
        DateField field = new DateField("a.b", "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", java.util.TimeZone.getTimeZone("UTC"));
        assertThat(field.read(Plans.json("{\"a\": {\"b\": \"" + text + "\"}}")))
                .isEqualTo(Optional.ofNullable(date).map(Instant::parse));
    }

    @Test
    void aRecordIsComparedByItsDateOrWhole() {
        PollPlan whole = PlanReader.plans(
                        Plans.json("{\"a\": {\"url\": \"/a\", \"idField\": \"id\", \"ignoredFields\": [\"seen\"]}}"))
                .getFirst();
        PollPlan dated = PlanReader.plans(Plans.json("{\"a\": {\"url\": \"/a\", \"idField\": \"id\","
                        + " \"datesConfiguration\": {\"updatedDateField\": \"u\"}}}"))
                .getFirst();
        assertThat(PolledRecords.version(whole, Plans.json("{\"id\": 1, \"x\": {\"b\": 1, \"a\": 2}, \"seen\": 1}")))
                .isEqualTo(PolledRecords.version(
                        whole, Plans.json("{\"seen\": 2, \"x\": {\"a\": 2, \"b\": 1}, \"id\": 1}")))
                .isNotEqualTo(PolledRecords.version(whole, Plans.json("{\"id\": 1, \"x\": {\"b\": 1, \"a\": 3}}")));
        assertThat(PolledRecords.version(
                        dated, Plans.json("{\"id\": 1, \"u\": \"2026-01-15T09:30:00.001Z\", \"x\": 1}")))
                .isEqualTo(PolledRecords.version(
                        dated, Plans.json("{\"id\": 1, \"u\": \"2026-01-15T09:30:00.001Z\", \"x\": 2}")))
                .isNotEqualTo(PolledRecords.version(
                        dated, Plans.json("{\"id\": 1, \"u\": \"2026-01-15T09:30:00.002Z\", \"x\": 1}")));
    }
}
