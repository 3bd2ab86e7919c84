package dev.valence.e2e;

import static dev.valence.e2e.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Executions of formulas: what starts them, and what callers see of them. */
class ExecutionIT {
    private static final String TRIGGERED = """
            {"name": "Triggered", "configuration": [{"key": "chat", "name": "Chat", "type": "elementInstance"}],
             "triggers": [{"type": "%s", "properties": {"elementInstanceId": "${config.chat}"%s}, "onSuccess": ["look"]}],
             "steps": [{"name": "look", "type": "script", "properties": {"body": "%s"}}]}""";

    private final Api api = Platform.API;

    @BeforeEach
    @AfterEach
    void nothingIsThere() {
        Platform.SANDBOX.calm();
        Platform.deleteAllFormulas(api);
        Platform.deleteAllInstances();
    }

    @Test
    void aMessageInTheProvidersRoomRunsAFormula() {
        JsonNode chat = Spark.connect(api, "Chat", Spark.ADA, Map.of("event.notification.enabled", "true"));
        String instance = instance(
                json(TRIGGERED.formatted(
                        "event", "", "done({type: trigger.event.objectType, id: trigger.event.objectId})")),
                chat);
        Api webex = Platform.SANDBOX.direct(Spark.ADA);
        String room =
                webex.post("/rooms", Map.of("title", "Runs")).ok().path("id").asText();
        String message = webex.post("/messages", Map.of("roomId", room, "text", "Hello"))
                .ok()
                .path("id")
                .asText();

        String list = "/formulas/instances/" + instance + "/executions?objectId=" + message;
        await(() -> api.get(list).column("status").equals(List.of("success")));
        String execution = api.get(list).column("id").getFirst();
        JsonNode whole = api.get("/formulas/instances/executions/" + execution).ok();
        assertThat(whole.path("stepExecutions").findValuesAsText("stepName")).containsExactly("trigger", "look");
        assertThat(whole.at("/stepExecutions/0/createdDate").asText())
                .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{1,9}");
        assertThat(whole.at("/stepExecutions/0/stepExecutionValues").findValuesAsText("key"))
                .containsExactly("trigger.type", "trigger.event", "trigger.eventId");
        assertThat(whole.at("/stepExecutions/1/stepExecutionValues").findValuesAsText("value"))
                .containsExactly("messages", message);
    }

    @Test
    void aCallWithTheInstancesTokenRunsAFormula() {
        JsonNode chat = Spark.connect(api, "Chat", Spark.ADA);
        String instance = instance(
                json(
                        TRIGGERED.formatted(
                                "elementRequest",
                                ", \"method\": \"POST\", \"api\": \"/hubs/collaboration/channels\"",
                                "done({asked: trigger.request.body.title, got: trigger.response.body.title, code: trigger.response.code, auth: JSON.stringify(trigger.request.headers)})")),
                chat);
        Platform.as(chat).get("/channels").ok();
        Platform.as(chat).post("/channels", Map.of("title", "Made")).ok();

        String list = "/formulas/instances/" + instance + "/executions";
        await(() -> api.get(list).column("status").equals(List.of("success")));
        String execution = api.get(list).column("id").getFirst();
        JsonNode steps = api.get("/formulas/instances/executions/" + execution + "/steps?includeValues=true")
                .ok();
        assertThat(steps.at("/1/stepExecutionValues").findValuesAsText("value")).startsWith("Made", "Made", "200");
        assertThat(steps.toString()).doesNotContain(chat.path("token").asText());
        assertThat(steps.at("/0/stepExecutionValues").findValuesAsText("key"))
                .contains("trigger.request.method", "trigger.request.body", "trigger.response.code");
    }

    @Test
    void aFormulaIsStartedByHandAndWatched() {
        JsonNode formula = api.post("/formulas", json("""
                {"name": "Manual", "triggers": [{"type": "manual", "onSuccess": ["sum"]}],
                 "steps": [{"name": "sum", "type": "script",
                    "properties": {"body": "console.log('hi'); if (trigger.args.bad) throw new Error('so bad'); done({n: trigger.args.a + 1, list: [1], yes: true});"}}]}""")).ok();
        String id = formula.path("id").asText();
        String instance = api.post("/formulas/" + id + "/instances", Map.of("name", "One"))
                .ok()
                .path("id")
                .asText();
        String path = "/formulas/" + id + "/instances/" + instance + "/executions";
        JsonNode started = api.post(path, Map.of("a", 41)).ok();
        assertThat(started).hasSize(1);
        String good = started.at("/0/id").asText();
        await(() -> status(good).equals("success"));
        JsonNode steps = api.get("/formulas/instances/executions/" + good + "/steps?includeValues=true")
                .ok();
        assertThat(steps.at("/0/stepExecutionValues").findValuesAsText("key")).containsExactly("trigger.args");
        assertThat(steps.at("/1/stepExecutionValues").findValuesAsText("key"))
                .containsExactly("sum.n", "sum.list", "sum.yes", "sum.console");
        assertThat(steps.at("/1/stepExecutionValues").findValuesAsText("value"))
                .containsExactly("42", "[1]", "true", "[\"hi\"]");
        assertThat(api.get("/formulas/instances/executions/steps/" + steps.at("/1/id") + "/values")
                        .ok())
                .isEqualTo(steps.at("/1/stepExecutionValues"));
        assertThat(api.get("/formulas/instances/executions/" + good + "/errors").ok())
                .isEmpty();

        String bad = api.post("/formulas/instances/" + instance + "/executions", Map.of("bad", true))
                .ok()
                .at("/0/id")
                .asText();
        await(() -> status(bad).equals("failed"));
        assertThat(api.get("/formulas/instances/executions/" + bad + "/errors")
                        .ok()
                        .at("/0/stepExecutionValues/0")
                        .toString())
                .contains("sum.error", "so bad");
        JsonNode again =
                api.put("/formulas/instances/executions/" + bad + "/retries").ok();
        await(() -> status(again.path("id").asText()).equals("failed"));
        assertThat(api.get(path + "?status=failed").ok()).hasSize(2);
        Answer first = api.get("/formulas/executions?pageSize=2");
        assertThat(first.ok()).hasSize(2);
        assertThat(api.get("/formulas/" + id + "/executions?pageSize=2&nextPage="
                                + first.nextPage().orElseThrow())
                        .column("id"))
                .containsExactly(good);
        assertThat(api.json("PATCH", "/formulas/instances/executions/" + good, Map.of("status", "cancelled"))
                        .fault(409))
                .contains("is over");

        api.patch("/formulas/instances/" + instance, Map.of("debugLoggingEnabled", false))
                .ok();
        assertThat(api.get("/formulas/instances/executions/" + good).ok().findValues("stepExecutionValues"))
                .allSatisfy(values -> assertThat(values).isEmpty());
        String range = "?from=2020-01-01&to=2100-01-01";
        assertThat(api.get("/formulas/analytics/statuses" + range + "&formulaInstanceIds=" + instance)
                        .ok()
                        .toString())
                .contains("{\"status\":\"success\",\"count\":1}", "{\"status\":\"failed\",\"count\":2}");
        assertThat(api.get("/formulas/analytics/executions" + range + "&interval=year&formulaInstanceIds=" + instance)
                        .ok()
                        .toString())
                .contains("\"count\":3");

        api.delete("/formulas/instances/" + instance + "/active").ok();
        assertThat(api.post(path, Map.of()).fault(409)).contains("is not active");
        api.post("/formulas/instances/99999999/executions", Map.of()).fault(404);
        assertThat(api.post(path, "x".repeat(5 << 20)).fault(413)).contains("5242880");
    }

    @Test
    void theErrorsOfAnExecutionComePageByPage() {
        String errors = "/formulas/instances/executions/" + failingTwice() + "/errors?pageSize=1";
        Answer firstError = api.get(errors);
        assertThat(firstError.column("stepName")).containsExactly("one");
        Answer secondError =
                api.get(errors + "&nextPage=" + firstError.nextPage().orElseThrow());
        assertThat(secondError.column("stepName")).containsExactly("two");
        assertThat(secondError.nextPage()).isEmpty();
    }

    @Test
    void aFormulaAnswersACall() {
        JsonNode formula = api.post("/formulas", json("""
                {"name": "Answers", "uri": "/messages", "method": "POST", "triggers": [{"type": "manual", "onSuccess": ["answer"]}],
                 "steps": [{"name": "answer", "type": "script", "properties": {"body":
                    "if (trigger.args.bad) throw new Error('so bad'); done({statusCode: 201, result: {hello: trigger.request.body.name, q: trigger.request.query.q}});"}}]}""")).ok();
        String instance = api.post("/formulas/" + formula.path("id") + "/instances", Map.of("name", "One"))
                .ok()
                .path("id")
                .asText();

        Answer answer = call("POST", "/messages?q=7", "{\"name\":\"Ada\"}", instance);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(answer.json()).hasToString("{\"hello\":\"Ada\",\"q\":\"7\"}");
        assertThat(call("POST", "/messages", "{\"bad\":true}", instance).fault(500))
                .contains("at its step answer", "so bad");
        assertThat(call("POST", "/messages", "{", instance).fault(400)).contains("not the expected JSON");
        assertThat(call("PUT", "/messages", "{}", instance).fault(405)).contains("answers POST");
        assertThat(call("POST", "/other", "{}", instance).fault(404)).contains("answers POST /messages");
        call("POST", "/messages", "{}", "99999999").fault(404);
        Platform.SERVER
                .anonymous()
                .send("POST", "/messages", BodyPublishers.ofString("{}"), "Elements-Formula-Instance-Id", instance)
                .fault(401);
        JsonNode swagger = api.get("/formulas/instances/" + instance + "/docs").ok();
        assertThat(swagger.path("swagger").asText()).isEqualTo("2.0");
        assertThat(swagger.at("/paths/~1messages/post/parameters").findValuesAsText("name"))
                .containsExactly("Elements-Formula-Instance-Id", "body");
        JsonNode openApi = api.get("/formulas/instances/" + instance + "/docs?format=openapi")
                .ok();
        assertThat(openApi.path("openapi").asText()).isEqualTo("3.1.0");
        assertThat(openApi.at("/paths/~1messages/post/requestBody/content")).isNotEmpty();

        JsonNode chat = Spark.connect(api, "Chat", Spark.ADA);
        Api both = api.element(chat.path("token").asText());
        assertThat(both.send(
                                "POST",
                                "/messages",
                                BodyPublishers.ofString("{\"name\":\"Bob\"}"),
                                "Content-Type",
                                "application/json",
                                "Elements-Formula-Instance-Id",
                                instance)
                        .json()
                        .path("hello")
                        .textValue())
                .isEqualTo("Bob");
        assertThat(both.get("/users?pageSize=1", "Elements-Formula-Instance-Id", instance)
                        .ok())
                .as("not the formula's address, so the hub's")
                .hasSize(1);

        api.put("/formulas/" + formula.path("id"), json("""
                {"name": "Reads", "uri": "/reads", "method": "GET", "triggers": [{"type": "manual", "onSuccess": ["answer"]}],
                 "steps": [{"name": "answer", "type": "script", "properties": {"body": "done({q: trigger.args.request.query.q});"}}]}""")).ok();
        Answer read = api.get("/reads?q=a%20b", "Elements-Formula-Instance-Id", instance);
        assertThat(read.ok()).hasToString("{\"q\":\"a b\"}");
    }

    @Test
    void aFormulaThatStartsItselfByItsOwnCallsIsEnded() {
        JsonNode chat = Spark.connect(api, "Chat", Spark.ADA);
        JsonNode formula = json("""
                {"name": "Round", "configuration": [{"key": "chat", "name": "Chat", "type": "elementInstance"}],
                 "triggers": [{"type": "elementRequest", "onSuccess": ["again"],
                    "properties": {"elementInstanceId": "${config.chat}", "method": "POST", "api": "/channels"}}],
                 "steps": [{"name": "again", "type": "elementRequest", "properties": {"elementInstanceId": "${config.chat}",
                    "method": "POST", "api": "/channels", "body": "${trigger.args}"}}]}""");
        String instance = instance(formula, chat);
        Platform.as(chat).post("/channels", Map.of("title", "First")).ok();

        String list = "/formulas/instances/" + instance + "/executions";
        await(() -> api.get(list + "?status=failed").ok().size() == 1);
        assertThat(api.get(list).ok()).hasSize(12);
        assertThat(api.get(list + "?searchText=10+deep").ok()).hasSize(1);
    }

    @Test
    void whatWaitsWhenItsInstanceIsDeletedIsCancelled() {
        String id = api.post("/formulas", json("""
                {"name": "Patient", "triggers": [{"type": "manual", "onSuccess": ["later"]}],
                 "steps": [{"name": "later", "type": "retryFormulaExecution", "properties": {"retryAttempts": "3"}}]}""")).ok().path("id").asText();
        String instance = api.post("/formulas/" + id + "/instances", Map.of("name", "One"))
                .ok()
                .path("id")
                .asText();
        api.post("/formulas/instances/" + instance + "/executions", Map.of()).ok();
        String list = "/formulas/executions?pageSize=2";
        await(() -> api.get(list).column("status").equals(List.of("pending", "retry")));

        api.delete("/formulas/instances/" + instance).ok();

        JsonNode after = api.get(list).ok();
        assertThat(after.findValuesAsText("status")).containsExactly("cancelled", "retry");
        assertThat(after.path(0).path("error").asText()).contains("was deleted");
    }

    /** The id of an execution with two steps that failed. */
    private String failingTwice() {
        String id = api.post("/formulas", json("""
                {"name": "Fails twice", "triggers": [{"type": "manual", "onSuccess": ["one"]}], "steps": [
                    {"name": "one", "type": "script", "onFailure": ["two"], "properties": {"body": "throw new Error('so bad');"}},
                    {"name": "two", "type": "script", "properties": {"body": "throw new Error('worse');"}}]}""")).ok().path("id").asText();
        String instance = api.post("/formulas/" + id + "/instances", Map.of("name", "One"))
                .ok()
                .path("id")
                .asText();
        String execution = api.post("/formulas/instances/" + instance + "/executions", Map.of())
                .ok()
                .at("/0/id")
                .asText();
        await(() -> status(execution).equals("failed"));
        return execution;
    }

    private Answer call(String method, String path, String body, String instance) {
        return api.send(
                method,
                path,
                BodyPublishers.ofString(body),
                "Content-Type",
                "application/json",
                "Elements-Formula-Instance-Id",
                instance);
    }

    private String instance(JsonNode formula, JsonNode chat) {
        String id = api.post("/formulas", formula).ok().path("id").asText();
        return api.post(
                        "/formulas/" + id + "/instances",
                        Map.of(
                                "name",
                                "One",
                                "configuration",
                                Map.of("chat", chat.path("id").asText())))
                .ok()
                .path("id")
                .asText();
    }

    private String status(String execution) {
        return api.get("/formulas/instances/executions/" + execution)
                .ok()
                .path("status")
                .asText();
    }

    private static JsonNode json(String text) {
        try {
            return Api.JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
