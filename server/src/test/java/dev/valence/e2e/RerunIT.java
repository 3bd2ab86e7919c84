package dev.valence.e2e;

import static dev.valence.e2e.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Executions that are run again from one of their steps, dry and for real, against the sandbox's provider. */
class RerunIT {
    private static final String EXECUTIONS = "/formulas/instances/executions/";

    private static final String SUMS = """
            {"name": "Sums", "triggers": [{"type": "manual", "onSuccess": ["sum"]}],
             "steps": [{"name": "sum", "type": "script", "properties": {"body": "done({n: 1});"}}]}""";

    private final Api api = Platform.API;

    @BeforeEach
    @AfterEach
    void nothingIsThere() {
        Platform.SANDBOX.calm();
        Platform.deleteAllFormulas(api);
        Platform.deleteAllInstances();
    }

    @Test
    void aDryRunReadsAtTheProviderAndSendsNothing() {
        JsonNode chat = Spark.connect(api, "Chat", Spark.ADA);
        Api webex = Platform.SANDBOX.direct(Spark.ADA);
        String room =
                webex.post("/rooms", Map.of("title", "First")).ok().path("id").asText();
        String other =
                webex.post("/rooms", Map.of("title", "Second")).ok().path("id").asText();
        String hearing = instance(chat, """
                {"name": "Hears reads", "configuration": [{"key": "chat", "name": "Chat", "type": "elementInstance"}],
                 "triggers": [{"type": "elementRequest", "onSuccess": ["heard"],
                    "properties": {"elementInstanceId": "${config.chat}", "method": "GET", "api": "/channels/{id}"}}],
                 "steps": [{"name": "heard", "type": "script", "properties": {"body": "done({});"}}]}""");
        String instance = instance(chat, """
                {"name": "Posts", "configuration": [{"key": "chat", "name": "Chat", "type": "elementInstance"}],
                 "triggers": [{"type": "manual", "onSuccess": ["pick"]}],
                 "steps": [{"name": "pick", "type": "script", "properties": {"body": "done({room: trigger.args.room});"}, "onSuccess": ["read"]},
                           {"name": "read", "type": "elementRequest", "onSuccess": ["send"], "properties": {"elementInstanceId": "${config.chat}",
                              "method": "GET", "api": "/channels/${steps.pick.room}"}},
                           {"name": "send", "type": "elementRequest", "properties": {"elementInstanceId": "${config.chat}", "method": "POST",
                              "api": "/messages", "body": {"roomId": "${steps.pick.room}", "text": "To ${steps.read.response.body.title}"}}}]}""");
        String first = api.post("/formulas/instances/" + instance + "/executions", Map.of("room", room))
                .ok()
                .at("/0/id")
                .asText();
        await(() -> status(first).equals("success"));
        await(() -> api.get("/formulas/instances/" + hearing + "/executions")
                .column("status")
                .equals(List.of("success")));
        assertThat(messages(webex, room)).containsExactly("To First");

        JsonNode context = api.get(EXECUTIONS + first + "/context?step=read").ok();
        assertThat(context.at("/trigger/args/room").asText()).isEqualTo(room);
        assertThat(context.path("steps").toString()).isEqualTo("{\"pick\":{\"room\":\"" + room + "\"}}");
        assertThat(api.get(EXECUTIONS + first + "/context?step=read&form=text")
                        .ok()
                        .at("/steps/pick")
                        .asText())
                .isEqualToIgnoringWhitespace("{\"room\": \"" + room + "\"}");
        api.get(EXECUTIONS + first + "/context?step=read&form=xml").fault(400);
        JsonNode dry = api.post(
                        EXECUTIONS + first + "/reruns",
                        Map.of("fromStep", "read", "steps", Map.of("pick", Map.of("room", other))))
                .ok();
        assertThat(dry.path("dryRun").asBoolean()).isTrue();
        assertThat(dry.path("originExecutionId").asText()).isEqualTo(first);
        String id = dry.path("id").asText();
        await(() -> status(id).equals("success"));

        JsonNode steps = api.get(EXECUTIONS + id).ok().path("stepExecutions");
        assertThat(steps.findValuesAsText("stepName")).containsExactly("trigger", "pick", "read", "send");
        assertThat(steps.at("/1/edited").asBoolean()).isTrue();
        assertThat(value(steps.path(2), "read.response.body")).contains("\"Second\"");
        assertThat(steps.at("/3/dryRun/sent").asBoolean(true)).isFalse();
        assertThat(steps.at("/3/dryRun/answer").asText()).isEqualTo("recorded");
        assertThat(value(steps.path(3), "send.request.body")).contains(other, "To Second");
        assertThat(messages(webex, room)).containsExactly("To First");
        assertThat(messages(webex, other)).isEmpty();
        String list = "/formulas/instances/" + instance + "/executions";
        assertThat(api.get(list).ok().at("/0/dryRun").asBoolean()).isTrue();
        assertThat(api.get(list + "?dryRun=false").column("id")).containsExactly(first);
        assertThat(api.get(list + "?originId=" + first).column("id")).containsExactly(id);
        assertThat(api.get("/formulas/analytics/statuses?from=2020-01-01&to=2100-01-01&formulaInstanceIds=" + instance)
                        .ok()
                        .toString())
                .contains("{\"status\":\"success\",\"count\":1}");
        String real = api.post(EXECUTIONS + id + "/reruns", Map.of("fromStep", "read", "pass", 1, "dryRun", false))
                .ok()
                .path("id")
                .asText();
        await(() -> status(real).equals("success"));
        assertThat(messages(webex, other)).containsExactly("To Second");
        // One more read, long after the dry one: once it has been heard, that would have been too.
        String third =
                webex.post("/rooms", Map.of("title", "Third")).ok().path("id").asText();
        api.post("/formulas/instances/" + instance + "/executions", Map.of("room", third))
                .ok();
        await(() -> heard(hearing).stream().anyMatch(uri -> uri.contains(third)));
        assertThat(heard(hearing)).as("a read of a dry run starts nothing").hasSize(3);
    }

    /** The addresses whose reads started a formula instance. */
    private List<String> heard(String hearing) {
        return api.get("/formulas/instances/" + hearing + "/executions").column("id").stream()
                .map(id -> value(api.get(EXECUTIONS + id).ok().at("/stepExecutions/0"), "trigger.request.uri"))
                .toList();
    }

    @Test
    void aFormulaThatAnswersIsNotCalledEvenByAReadingRequest() {
        JsonNode chat = Spark.connect(api, "Chat", Spark.ADA);
        String answering = instance(chat, """
                {"name": "Answers", "uri": "/answers", "method": "GET", "triggers": [{"type": "manual", "onSuccess": ["answer"]}],
                 "steps": [{"name": "answer", "type": "script", "properties": {"body": "done({yes: true});"}}]}""");
        String instance = instance(chat, """
                {"name": "Asks", "triggers": [{"type": "manual", "onSuccess": ["ask"]}],
                 "steps": [{"name": "ask", "type": "request", "properties": {"method": "GET", "api": "/answers?a=1",
                    "headers": {"Elements-Formula-Instance-Id": "%s"}}}]}""".formatted(answering));
        String first = api.post("/formulas/instances/" + instance + "/executions", Map.of())
                .ok()
                .at("/0/id")
                .asText();
        await(() -> status(first).equals("success"));
        assertThat(api.get("/formulas/instances/" + answering + "/executions").ok())
                .hasSize(1);

        String dry = api.post(EXECUTIONS + first + "/reruns", Map.of("fromStep", "trigger"))
                .ok()
                .path("id")
                .asText();
        await(() -> status(dry).equals("success"));

        JsonNode ask = api.get(EXECUTIONS + dry).ok().at("/stepExecutions/1");
        assertThat(ask.at("/dryRun/sent").asBoolean(true)).isFalse();
        assertThat(value(ask, "ask.request.path")).isEqualTo("/answers");
        assertThat(value(ask, "ask.response.body")).contains("yes");
        assertThat(api.get("/formulas/instances/" + answering + "/executions").ok())
                .hasSize(1);
    }

    @Test
    void whatCannotBeIsRefused() {
        JsonNode chat = Spark.connect(api, "Chat", Spark.ADA);
        String instance = instance(chat, SUMS);
        String first = api.post("/formulas/instances/" + instance + "/executions", Map.of())
                .ok()
                .at("/0/id")
                .asText();
        await(() -> status(first).equals("success"));

        Answer unknown = api.post(EXECUTIONS + first + "/reruns", Map.of("fromStep", "product"));
        assertThat(unknown.fault(400)).contains("fromStep", "product");
        assertThat(unknown.json().path("fields").has("fromStep")).isTrue();
        assertThat(api.post(EXECUTIONS + first + "/reruns", Map.of("fromStep", "sum", "steps", Map.of("sum", 1)))
                        .fault(400))
                .contains("steps.sum");
        assertThat(api.send(
                                "POST",
                                EXECUTIONS + first + "/reruns",
                                BodyPublishers.ofString("{"),
                                "Content-Type",
                                "application/json")
                        .fault(400))
                .contains("JSON");
        api.post(EXECUTIONS + "99999999/reruns", Map.of("fromStep", "sum")).fault(404);
        api.get(EXECUTIONS + "99999999/context?step=sum").fault(404);
        Platform.SERVER
                .anonymous()
                .post(EXECUTIONS + first + "/reruns", Map.of("fromStep", "sum"))
                .fault(401);
        api.get(EXECUTIONS + first + "/context?step=sum&pass=2").fault(400);
        assertThat(api.get("/formulas/instances/" + instance + "/executions").column("id"))
                .containsExactly(first);
        api.patch("/formulas/instances/" + instance, Map.of("debugLoggingEnabled", false))
                .ok();
        assertThat(api.get(EXECUTIONS + first + "/context?step=sum").fault(409)).contains("debugLoggingEnabled");
    }

    @Test
    void zeroCharactersInQueriesAreRefused() {
        JsonNode chat = Spark.connect(api, "Chat", Spark.ADA);
        String instance = instance(chat, SUMS);
        String first = api.post("/formulas/instances/" + instance + "/executions", Map.of())
                .ok()
                .at("/0/id")
                .asText();
        await(() -> status(first).equals("success"));

        List<String> queries = new ArrayList<>();
        for (String name : List.of("step", "pass", "form")) {
            queries.add(EXECUTIONS + first + "/context?" + name);
        }
        for (String name : List.of("pageSize", "nextPage")) {
            queries.add(EXECUTIONS + first + "/steps?" + name);
        }
        for (String list : List.of("/formulas/instances/" + instance + "/executions", "/formulas/executions")) {
            for (String name : List.of(
                    "status",
                    "objectId",
                    "searchText",
                    "from",
                    "to",
                    "originId",
                    "dryRun",
                    "parentId",
                    "pageSize",
                    "nextPage")) {
                queries.add(list + "?" + name);
            }
        }
        for (String path : List.of("statuses", "executions")) {
            queries.add("/formulas/analytics/" + path + "?from=2020-01-01&to=2100-01-01&formulaInstanceIds");
            queries.add("/formulas/analytics/" + path + "?to=2100-01-01&from");
        }
        queries.add("/formulas/analytics/executions?from=2020-01-01&to=2020-01-02&interval");
        for (String query : queries) {
            api.get(query + "=%00").fault(400);
            api.get(query + "=sum%00").fault(400);
        }
        assertThat(api.get(EXECUTIONS + first + "/context?step=a%00b").fault(400))
                .contains("step", "zero character");
    }

    @Test
    void anotherAccountFindsNothingOfAnExecution() throws Exception {
        JsonNode chat = Spark.connect(api, "Chat", Spark.ADA);
        String instance = instance(chat, SUMS);
        String list = "/formulas/instances/" + instance + "/executions";
        String first = api.post(list, Map.of()).ok().at("/0/id").asText();
        await(() -> status(first).equals("success"));
        String step =
                api.get(EXECUTIONS + first).ok().at("/stepExecutions/1/id").asText();
        Map<String, Object> again = Map.of("fromStep", "trigger", "dryRun", false);

        Platform.SERVER.inDatabase("""
                insert into account (organization_id, external_id, name, description, created_at)
                select organization_id, 'other', 'Other', '', now() from account a join users u on u.account_id = a.id
                where u.email = '%s' on conflict do nothing""".formatted(Server.ADMIN));
        give(instance, "select id from account where external_id = 'other'");
        try {
            api.post(EXECUTIONS + first + "/reruns", again).fault(404);
            api.post(EXECUTIONS + first + "/reruns", Map.of("fromStep", "sum")).fault(404);
            api.put(EXECUTIONS + first + "/retries").fault(404);
            api.patch(EXECUTIONS + first, Map.of("status", "cancelled")).fault(404);
            api.delete(EXECUTIONS + first).fault(404);
            for (String path : List.of(
                    first,
                    first + "/context?step=sum",
                    first + "/steps?includeValues=true",
                    first + "/errors",
                    first + "/notices",
                    "steps/" + step,
                    "steps/" + step + "/values",
                    first + "/steps/" + step + "/values")) {
                assertThat(api.get(EXECUTIONS + path).fault(404)).as(path).contains(path.contains(step) ? step : first);
            }
            api.get(list).fault(404);
            assertThat(api.get("/formulas/executions").column("id")).doesNotContain(first);
        } finally {
            give(instance, "select account_id from users where email = '" + Server.ADMIN + "'");
        }
        assertThat(api.get(list).column("id")).as("nothing was run again").containsExactly(first);
        api.post(EXECUTIONS + first + "/reruns", again).ok();
    }

    /** Gives a formula instance, with all that is of it, to an account. */
    private static void give(String instance, String account) throws Exception {
        Platform.SERVER.inDatabase("""
                update execution set account_id = (%1$s) where formula_instance_id = %2$s;
                update formula set account_id = (%1$s) where id = (select formula_id from formula_instance where id = %2$s);
                update formula_instance set account_id = (%1$s) where id = %2$s""".formatted(account, instance));
    }

    private List<String> messages(Api webex, String room) {
        return webex.get("/messages?roomId=" + room).ok().path("items").findValuesAsText("text");
    }

    private static String value(JsonNode step, String key) {
        for (JsonNode value : step.path("stepExecutionValues")) {
            if (value.path("key").asText().equals(key)) {
                return value.path("value").asText();
            }
        }
        throw new AssertionError(key + " is not there: " + step);
    }

    private String instance(JsonNode chat, String formula) {
        String id = api.post("/formulas", json(formula)).ok().path("id").asText();
        return api.post(
                        "/formulas/" + id + "/instances",
                        Map.of(
                                "name",
                                "One",
                                "configuration",
                                formula.contains("config.chat")
                                        ? Map.of("chat", chat.path("id").asText())
                                        : Map.of()))
                .ok()
                .path("id")
                .asText();
    }

    private String status(String execution) {
        return api.get(EXECUTIONS + execution).ok().path("status").asText();
    }

    private static JsonNode json(String text) {
        try {
            return Api.JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
