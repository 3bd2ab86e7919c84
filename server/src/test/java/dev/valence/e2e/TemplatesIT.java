package dev.valence.e2e;

import static dev.valence.e2e.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The formulas that people begin with, from the template to what comes of them in the room. */
class TemplatesIT {
    /** Of its own: what others do to theirs keeps no event back. */
    private static final Path FOLDER = Workspace.folder("templates");

    private static final Sandbox SANDBOX = Sandbox.start(FOLDER);
    private static final Server SERVER = Server.start(FOLDER.resolve("data"), SANDBOX, Map.of());

    private final Api api = SERVER.api();
    private final Api ada = SANDBOX.direct(Spark.ADA);
    private final Api bob = SANDBOX.direct(Spark.BOB);

    @AfterAll
    static void stop() {
        SERVER.stop();
        SANDBOX.stop();
    }

    @BeforeEach
    @AfterEach
    void nothingIsThere() {
        Platform.deleteAllFormulas(api);
        Platform.deleteAllInstances(api);
    }

    @Test
    void postMessageAnswersWithTheMessageThatItPosted() {
        String room = room("By HTTP");
        String instance = instance("post-message", Spark.connect(api, "Chat", Spark.ADA), Map.of("room", room));

        Answer posted = call(instance, "{\"text\": \"By a call\"}");

        assertThat(posted.ok().path("id").asText()).isNotEmpty();
        assertThat(texts(room)).containsExactly("By a call");
        Answer refused = call(instance, "{}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("Send a JSON object with the member text");
    }

    @Test
    void welcomeGreetsWhoeverJoinsTheRoomAndNobodyElse() {
        String room = room("Team");
        String other = room("Other");
        String greeting = "Good to have you, " + room;
        instance(
                "welcome",
                Spark.connect(api, "Chat", Spark.ADA, Map.of("event.notification.enabled", "true")),
                Map.of("room", room, "greeting", greeting));

        join(other);
        join(room);

        String direct = "/messages/direct?personEmail=" + Spark.BOB;
        await(() -> ada.get(direct).status() == 200 && listed(direct).contains(greeting));
        awaitNoneUnderWay();
        assertThat(listed(direct).stream().filter(greeting::equals)).hasSize(1);
    }

    @Test
    void mentionsArePostedToTheSecondRoomAndOtherMessagesAreNot() {
        String room = room("Talk");
        String mentions = room("Mentions");
        join(room);
        instance(
                "mentions-to-room",
                Spark.connect(api, "Chat", Spark.ADA, Map.of("event.notification.enabled", "true")),
                Map.of("room", mentions));

        bob.post("/messages", Map.of("roomId", room, "text", "Nobody in particular"))
                .ok();
        bob.post("/messages", Map.of("roomId", room, "markdown", "<@personEmail:" + Spark.ADA + "> look"))
                .ok();

        await(() -> !texts(mentions).isEmpty());
        awaitNoneUnderWay();
        assertThat(texts(mentions))
                .singleElement()
                .asString()
                .startsWith(Spark.BOB + " mentioned you: ")
                .endsWith("look");
    }

    @Test
    void theWeeklyDigestCountsTheMessagesWhenItsTimeHasCome() throws Exception {
        String room = room("Digest");
        join(room);
        for (String text : List.of("one", "two")) {
            ada.post("/messages", Map.of("roomId", room, "text", text)).ok();
        }
        bob.post("/messages", Map.of("roomId", room, "text", "three")).ok();
        String instance = instance("weekly-digest", Spark.connect(api, "Chat", Spark.ADA), Map.of("room", room));
        JsonNode job = api.get("/jobs/" + instance).ok();
        assertThat(job.path("description").asText()).contains(", instance " + instance);
        assertThat(job.path("nextExecutionDate").asText()).contains("T08:00:00");

        await(() -> {
            due(instance);
            return api.get("/jobs/" + instance + "/executions").column("status").contains("success");
        });

        assertThat(texts(room))
                .filteredOn(text -> text.contains("Last week"))
                .first()
                .asString()
                .contains("3 messages", Spark.ADA + ": 2", Spark.BOB + ": 1");
    }

    @Test
    void aJobOfItsOwnCallsAResourceByItsSchedule() throws Exception {
        String room = room("Jobs");
        JsonNode chat = Spark.connect(api, "Chat", Spark.ADA);
        Map<String, Object> request = new HashMap<>(
                Map.of("elementInstanceId", chat.path("id").longValue(), "method", "POST", "api", "/messages"));
        assertThat(api.post("/jobs", Map.of("name", "Report", "cron", "0 0 9 ? * MON *"))
                        .fault(400))
                .contains("request.elementInstanceId is missing");
        assertThat(api.post("/jobs", Map.of("name", "Report", "cron", "* * * ? * *", "request", request))
                        .fault(400))
                .contains("cron");
        assertThat(api.get("/formulas").ok())
                .as("nothing is left of what was refused")
                .isEmpty();
        request.put("body", Map.of("roomId", room, "text", "Good morning"));

        JsonNode job = api.post(
                        "/jobs",
                        Map.of(
                                "name",
                                "Report",
                                "description",
                                "Every Monday",
                                "cron",
                                "0 0 9 ? * MON *",
                                "request",
                                request))
                .ok();
        assertThat(job.path("name").asText()).isEqualTo("Report");
        long formula = api.get("/formulas").ok().get(0).path("id").longValue();
        assertThat(job.path("description").asText())
                .isEqualTo("Every Monday (formula %d, instance %s)".formatted(formula, job.path("id")));
        assertThat(job.path("active").asBoolean()).isTrue();
        assertThat(api.get("/jobs").column("id")).containsExactly(job.path("id").asText());
        await(() -> {
            due(job.path("id").asText());
            return texts(room).contains("Good morning");
        });
        request.put("elementInstanceId", 99_999_999);
        api.post("/jobs", Map.of("name", "Other", "cron", "0 0 9 ? * MON *", "request", request))
                .fault(400);
        assertThat(api.get("/formulas").ok()).hasSize(1);

        api.delete("/jobs/" + job.path("id")).ok();
        assertThat(api.get("/jobs").ok()).isEmpty();
        assertThat(api.get("/formulas/instances").ok()).isEmpty();
        assertThat(api.get("/formulas").ok()).as("what was made for the job").isEmpty();
    }

    @Test
    void aJobOfACopyOfAJobsFormulaLeavesTheCopyAndItsInstance() throws Exception {
        JsonNode chat = Spark.connect(api, "Chat", Spark.ADA);
        Map<String, Object> request = Map.of("elementInstanceId", chat.path("id"), "method", "GET", "api", "/channels");
        api.post("/jobs", Map.of("name", "Report", "cron", "0 0 9 ? * MON *", "request", request))
                .ok();
        JsonNode original = api.get("/formulas").ok().get(0);
        JsonNode copy = api.post("/formulas/" + original.path("id") + "/clone", Map.of("name", "Report"))
                .ok();
        JsonNode more = api.post("/formulas", original).ok();
        Map<String, Object> wish = Map.of("name", "Report", "configuration", Map.of("account", chat.path("id")));

        for (JsonNode formula : List.of(original, copy, more)) {
            JsonNode instance = api.post("/formulas/" + formula.path("id") + "/instances", wish)
                    .ok();
            api.delete("/jobs/" + instance.path("id")).ok();
            assertThat(api.get("/formulas/instances/" + instance.path("id"))
                            .ok()
                            .path("active")
                            .asBoolean(true))
                    .isFalse();
        }
        assertThat(api.get("/formulas").ok()).hasSize(3);
    }

    /** The time of a schedule has come, as soon as the server has noted the schedule. */
    private static void due(String instance) {
        try {
            SERVER.inDatabase("update execution_schedule set next_at = now() where formula_instance_id = " + instance
                    + " and not exists (select 1 from execution where formula_instance_id = " + instance + ")");
        } catch (java.io.IOException | java.sql.SQLException e) {
            throw new AssertionError(e);
        }
    }

    private String room(String title) {
        return ada.post("/rooms", Map.of("title", title)).ok().path("id").asText();
    }

    private void join(String room) {
        ada.post("/memberships", Map.of("roomId", room, "personEmail", Spark.BOB))
                .ok();
    }

    private List<String> texts(String room) {
        return listed("/messages?roomId=" + room);
    }

    /** The texts of the messages in a list of the provider's. */
    private List<String> listed(String path) {
        return ada.get(path).ok().path("items").findValuesAsText("text");
    }

    private Answer call(String instance, String body) {
        return api.send(
                "POST",
                "/post-message",
                BodyPublishers.ofString(body),
                "Content-Type",
                "application/json",
                "Elements-Formula-Instance-Id",
                instance);
    }

    /** The id of an instance of a template's formula. */
    private String instance(String template, JsonNode chat, Map<String, String> values) {
        Map<String, String> configuration = new HashMap<>(values);
        configuration.put("chat", chat.path("id").asText());
        JsonNode formula = api.post(
                        "/formulas", api.get("/formulas/templates/" + template).ok())
                .ok();
        return api.post(
                        "/formulas/" + formula.path("id") + "/instances",
                        Map.of("name", "One", "configuration", configuration))
                .ok()
                .path("id")
                .asText();
    }

    private void awaitNoneUnderWay() {
        await(() -> api.get("/formulas/executions?status=pending").ok().isEmpty());
    }
}
