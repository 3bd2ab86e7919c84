package dev.valence.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

/** What every reply of a hub resource has in common. */
final class HubReply {
    private HubReply() {}

    /** A JSON reply of an instance's resource. */
    static void assertHubReply(Answer answer, JsonNode instance) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("Content-Type").orElse("").replace(" ", ""))
                .isEqualTo("application/json;charset=UTF-8");
        assertThat(answer.header("Elements-Request-Id").orElse("")).matches("[0-9a-f]{24}");
        assertThat(answer.header("Elements-Element-Instance-Id"))
                .contains(instance.path("id").asText());
        assertThat(answer.header("Access-Control-Expose-Headers"))
                .contains(
                        "Elements-Returned-Count, Elements-Total-Count, Elements-Request-Id, Elements-Next-Page-Token,"
                                + " Elements-Trace-Id, Elements-Error, Content-Disposition");
    }

    /** A bare array, with its number of rows when the platform tells one. */
    static void assertList(Answer answer, JsonNode instance) {
        assertHubReply(answer, instance);
        assertThat(answer.json().isArray()).as(answer.text()).isTrue();
        answer.header("Elements-Returned-Count")
                .ifPresent(
                        count -> assertThat(count).isEqualTo("" + answer.json().size()));
    }
}
