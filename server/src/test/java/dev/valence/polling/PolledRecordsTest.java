package dev.valence.polling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.http.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PolledRecordsTest {
    private static final PollPlan PLAN = PlanReader.plans(Plans.json("""
            {"contacts": {"url": "/hubs/crm/contacts", "idField": "id",
              "datesConfiguration": {"updatedDateField": "changed"}, "ignoredFields": ["views"]}}""")).getFirst();

    /** Between the two changes the record was polled. */
    @Test
    void aSecondChangeInTheSameSecondIsAnotherState() {
        assertThat(version("{'id': 1, 'changed': '2026-01-15T09:30:00Z', 'name': 'Ada'}"))
                .isNotEqualTo(version("{'id': 1, 'changed': '2026-01-15T09:30:00Z', 'name': 'Bob'}"))
                .isEqualTo(version("{'name': 'Ada', 'changed': '2026-01-15T09:30:00Z', 'id': 1}"))
                .isEqualTo(version("{'id': 1, 'changed': '2026-01-15T09:30:00Z', 'name': 'Ada', 'views': 7}"));
    }

    @Test
    void aFinerDateSaysAll() {
        assertThat(version("{'id': 1, 'changed': '2026-01-15T09:30:00.123Z', 'name': 'Ada'}"))
                .isEqualTo(version("{'id': 1, 'changed': '2026-01-15T09:30:00.123Z', 'name': 'Bob'}"))
                .isNotEqualTo(version("{'id': 1, 'changed': '2026-01-15T09:30:00.124Z', 'name': 'Ada'}"));
    }

    private static Object version(String record) {
        JsonNode json = Json.tree(record.replace('\'', '"').getBytes(StandardCharsets.UTF_8), "test's record");
        return PolledRecords.version(PLAN, json);
    }
}
