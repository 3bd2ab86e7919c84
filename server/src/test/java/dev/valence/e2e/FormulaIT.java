package dev.valence.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Formulas and their instances, as clients make and change them. */
class FormulaIT {
    private static final String SCHEDULED = """
            {"name": "Digest", "configuration": [{"key": "chat", "name": "Chat", "type": "elementInstance"},
                                                 {"key": "hour", "name": "Hour", "type": "value", "required": false}],
             "triggers": [{"type": "scheduled", "properties": {"cron": "0 30 9 ? * MON *"}, "onSuccess": ["pick"]}],
             "steps": [{"name": "pick", "type": "script", "properties": {"body": "done({n: 1});"}, "onSuccess": ["send"]},
                       {"name": "send", "type": "elementRequest", "properties": {"elementInstanceId": "${config.chat}",
                          "method": "POST", "api": "/messages", "body": "${steps.pick}"}}]}""";

    private final Api api = Platform.API;

    @BeforeEach
    @AfterEach
    void nothingIsThere() {
        Platform.SANDBOX.calm();
        Platform.deleteAllFormulas(api);
        Platform.deleteAllInstances();
    }

    @Test
    void aFormulaThatWasExportedIsImportedAsItWas() throws Exception {
        ObjectNode old = (ObjectNode) Api.JSON.readTree("""
                {"id": 4711, "name": "Old one", "description": "d", "engine": "v1", "singleThreaded": true, "apiDocs": {"a": [1.50]},
                 "createdDate": "2017-11-30T21:53:35Z", "active": false, "debugLoggingEnabled": false,
                 "configuration": [{"id": 1, "key": "max.count", "name": "Max", "type": "value", "required": true, "unknown": 1}],
                 "triggers": [{"id": 2, "name": "trigger", "type": "manual", "async": true, "properties": {}, "onSuccess": ["mail"], "onFailure": []}],
                 "steps": [{"id": 3, "name": "mail", "type": "notification", "properties": {"body": "return true;", "n": 5, "b": false},
                            "onSuccess": [], "onFailure": ["again"]},
                           {"id": 3, "name": "again", "type": "retryFormulaExecution", "properties": {"retryAttempts": "3"},
                            "onSuccess": [], "onFailure": []}]}""");
        JsonNode made = api.post("/formulas", old).ok();
        Answer file = api.get("/formulas/" + made.path("id") + "/export");
        assertThat(file.ok()).isEqualTo(made);
        assertThat(file.header("Content-Disposition").orElse("")).startsWith("attachment;");
        assertThat(withoutIds(made)).isEqualTo(withoutIds(old));
        assertThat(made.path("createdDate").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(made.at("/steps/0/id")).isNotEqualTo(made.at("/steps/1/id"));

        JsonNode again = api.post("/formulas", file.json()).ok();
        assertThat(again.path("id")).isNotEqualTo(made.path("id"));
        assertThat(withoutIds(again)).isEqualTo(withoutIds(made));
        JsonNode copy = api.send("POST", "/formulas/" + made.path("id") + "/clone", BodyPublishers.noBody())
                .ok();
        assertThat(copy.path("name").asText()).isEqualTo("Old one (copy)");
        assertThat(copy.path("steps").size()).isEqualTo(2);
    }

    @Test
    void anImportFindsItsSubFormulaByTheExportedName() throws Exception {
        JsonNode child = api.post("/formulas", Map.of("name", "Child")).ok();
        JsonNode other = api.post("/formulas", Map.of("name", "Other")).ok();
        JsonNode parent =
                api.post("/formulas", json("""
                {"name": "Parent", "triggers": [{"type": "manual", "onSuccess": ["run"]}],
                 "steps": [{"name": "run", "type": "formula", "properties": {"formulaId": "%s"}}]}""".formatted(child.path("id")))).ok();
        ObjectNode export = (ObjectNode)
                api.get("/formulas/" + parent.path("id") + "/export").ok();
        assertThat(export.path("subFormulas")).hasToString("{\"" + child.path("id") + "\":\"Child\"}");

        Answer same = api.post("/formulas", export);
        assertThat(same.ok().at("/steps/0/properties/formulaId").asText())
                .isEqualTo(child.path("id").asText());
        assertThat(same.ok().has("subFormulas")).isFalse();
        assertThat(same.header("Elements-Error")).isEmpty();

        // On another server, where the id is another formula's, and the child has another id.
        ObjectNode moved = (ObjectNode)
                json(export.toString().replace("\"" + child.path("id") + "\"", "\"" + other.path("id") + "\""));
        assertThat(api.post("/formulas", moved)
                        .ok()
                        .at("/steps/0/properties/formulaId")
                        .asText())
                .isEqualTo(child.path("id").asText());

        api.delete("/formulas/" + parent.path("id")).ok();
        api.delete("/formulas/" + child.path("id")).ok();
        assertThat(api.post("/formulas", moved).header("Elements-Error").orElse(""))
                .contains("the step 'run' runs the formula " + other.path("id") + " 'Other', which was 'Child'");
        assertThat(api.post("/formulas", export).header("Elements-Error").orElse(""))
                .contains("runs the formula " + child.path("id") + " 'Child', which is not there");
        JsonNode check = new Api(
                        URI.create(api.base().toString().replace("/elements/api-v2", "/console")), api.authorization())
                .post("/formulas/check", export)
                .ok();
        assertThat(check.path("warnings").path("steps.run.properties.formulaId").asText())
                .contains("is not there");
    }

    @Test
    void formulasAreListedChangedAndDeleted() {
        assertThat(api.get("/formulas").ok()).isEmpty();
        JsonNode bare = api.post("/formulas", Map.of("name", "Bare")).ok();
        assertThat(bare.path("configuration")).isEqualTo(Api.JSON.createArrayNode());
        assertThat(bare.path("active").asBoolean()).isTrue();
        String path = "/formulas/" + bare.path("id");
        api.post("/formulas", json(SCHEDULED)).ok();
        Answer page = api.get("/formulas?pageSize=1");
        assertThat(page.column("name")).containsExactly("Bare");
        assertThat(page.header("Elements-Total-Count")).contains("2");
        assertThat(api.get("/formulas?pageSize=1&nextPage=" + page.nextPage().orElseThrow())
                        .column("name"))
                .containsExactly("Digest");
        assertThat(api.get("/formulas?searchText=DIG").column("name")).containsExactly("Digest");

        api.patch(path, Map.of("uri", "/bare", "method", "post")).ok();
        assertThat(api.get(path).ok().path("method").asText()).isEqualTo("POST");
        assertThat(api.post("/formulas", Map.of("name", "Second", "uri", "bare/", "method", "POST"))
                        .fault(409))
                .contains("/bare");
        api.post("/formulas", Map.of("name", "Second", "uri", "/bare", "method", "GET"))
                .ok();
        assertThat(api.patch(path, Map.of("uri", "/instances")).fault(400)).contains("uri");
        assertThat(api.send(
                                "PATCH",
                                path,
                                BodyPublishers.ofString("{\"uri\": null, \"method\": null}"),
                                "Content-Type",
                                "application/json")
                        .ok()
                        .has("uri"))
                .isFalse();
        assertThat(api.put(path, json(SCHEDULED.replace("Digest", "Put"))).ok().path("steps"))
                .hasSize(2);

        Answer wrong = api.put(path, json(SCHEDULED.replace("\"elementRequest\"", "\"teleport\"")));
        assertThat(wrong.fault(400)).contains("steps.send.type", "teleport");
        assertThat(wrong.json().path("fields").has("steps.send.type")).isTrue();
        api.put("/formulas/99999999", json(SCHEDULED)).fault(404);
        api.get("/formulas/x").fault(400);
        api.post("/formulas", "text").fault(400);
        api.authorized("User wrong, Organization wrong").get("/formulas").fault(401);
        api.delete(path).ok();
        api.get(path).fault(404);
    }

    @Test
    void partsAreEditedOneByOne() {
        String path = "/formulas/" + api.post("/formulas", json(SCHEDULED)).ok().path("id");
        JsonNode step = api.post(path + "/steps", json("""
                {"name": "late", "type": "filter", "properties": {"body": "done(true)"}, "onSuccess": "send"}""")).ok();
        assertThat(api.get(path + "/steps").column("name")).containsExactly("pick", "send", "late");
        Answer warned = api.patch(path + "/steps/" + step.path("id"), Map.of("name", "later"));
        assertThat(warned.ok().path("type").asText()).isEqualTo("filter");
        assertThat(warned.header("Elements-Error").orElse("")).contains("'later'");
        JsonNode pick = api.get(path + "/steps").ok().get(0);
        api.patch(path + "/steps/" + pick.path("id"), Map.of("name", "choose")).ok();
        JsonNode formula = api.get(path).ok();
        assertThat(formula.at("/triggers/0/onSuccess/0").asText()).isEqualTo("choose");
        assertThat(formula.at("/steps/0/id")).isEqualTo(pick.path("id"));
        api.delete(path + "/steps/" + formula.at("/steps/1/id")).ok();
        assertThat(api.get(path).ok().at("/steps/0/onSuccess")).isEmpty();
        api.get(path + "/steps/" + formula.at("/steps/1/id")).fault(404);

        assertThat(api.post(path + "/triggers", json("{\"type\": \"manual\"}")).fault(400))
                .contains("one trigger");
        String trigger = path + "/triggers/" + formula.at("/triggers/0/id");
        assertThat(api.patch(trigger, json("{\"properties\": {\"cron\": \"* * * * * ?\"}}"))
                        .fault(400))
                .contains("triggers.trigger.properties.cron");
        assertThat(api.put(trigger, json("{\"type\": \"manual\", \"onSuccess\": [\"choose\"]}"))
                        .ok()
                        .path("id"))
                .isEqualTo(formula.at("/triggers/0/id"));
        JsonNode variable = api.post(path + "/configuration", json("{\"key\": \"more\", \"type\": \"value\"}"))
                .ok();
        assertThat(api.get(path + "/configuration/" + variable.path("id")).ok()).isEqualTo(variable);
        api.post(path + "/configuration", json("{\"key\": \"more\"}")).fault(400);
        api.delete(path + "/configuration/" + variable.path("id")).ok();
        assertThat(api.get(path + "/configuration").column("key")).containsExactly("chat", "hour");
        api.delete(trigger).ok();
        assertThat(api.get(path + "/triggers").ok()).isEmpty();
    }

    @Test
    void anInstanceBindsTheVariablesAndIsAJobWhenAScheduleStartsIt() {
        JsonNode chat = Spark.connect(api, "Ada's chat", Spark.ADA);
        JsonNode formula = api.post("/formulas", json(SCHEDULED)).ok();
        String path = "/formulas/" + formula.path("id");
        Answer missing = api.post(path + "/instances", Map.of("configuration", Map.of("hour", 7)));
        assertThat(missing.fault(400)).contains("configuration.chat", "name");
        assertThat(api.post(path + "/instances", instance("99999999")).fault(400))
                .contains("configuration.chat", "99999999");
        api.post("/formulas/99999999/instances", instance("1")).fault(404);

        JsonNode made = api.post(path + "/instances", instance(chat.path("id").asText()))
                .ok();
        assertThat(made.path("active").asBoolean()).isTrue();
        assertThat(made.at("/formula/name").asText()).isEqualTo("Digest");
        assertThat(made.path("settings"))
                .isEqualTo(
                        json(
                                "{\"notification.email\": \"a@x.y, b@x.y\", \"api\": \"\", \"formula.instance.time.to.live\": 3600}"));
        String own = "/formulas/instances/" + made.path("id");
        assertThat(api.get(own).ok()).isEqualTo(made);
        assertThat(api.get(path + "/instances/" + made.path("id")).ok()).isEqualTo(made);
        String other = "/formulas/"
                + api.post("/formulas", Map.of("name", "Other")).ok().path("id");
        api.get(other + "/instances/" + made.path("id")).fault(404);

        JsonNode jobs = api.get("/jobs").ok();
        assertThat(jobs).hasSize(1);
        assertThat(jobs.get(0).path("description").asText())
                .contains("formula " + formula.path("id") + ", instance " + made.path("id"));
        String job = "/jobs/" + jobs.get(0).path("id");
        assertThat(Instant.parse(api.get(job).ok().path("nextExecutionDate").asText()))
                .isAfter(Instant.now());
        api.delete(job).ok();
        assertThat(api.get("/jobs").ok()).isEmpty();
        assertThat(api.get(own).ok().path("active").asBoolean()).isFalse();
        assertThat(api.put(job + "/active").ok().path("active").asBoolean()).isTrue();
        api.delete(own + "/active").ok();
        assertThat(api.put(path + "/instances/" + made.path("id") + "/active")
                        .ok()
                        .path("active")
                        .asBoolean())
                .isTrue();
        api.get("/jobs/99999999").fault(404);

        for (String list : new String[] {
            "/formulas/instances",
            path + "/instances",
            "/accounts/formulas/instances",
            "/accounts/" + made.path("accountId") + "/formulas/instances",
            "/formulas/instances?searchText=MIRROR",
            "/formulas/instances?searchText=ada%27s",
            "/formulas/instances?searchText=ciscospark"
        }) {
            assertThat(api.get(list).column("id"))
                    .as(list)
                    .containsExactly(made.path("id").asText());
        }
        assertThat(api.get("/formulas/instances?searchText=nowhere").ok()).isEmpty();
        api.get("/accounts/99999999/formulas/instances").fault(404);

        assertThat(api.delete(path).fault(409)).contains("1 instance");
        assertThat(api.delete(path + "/configuration/" + formula.at("/configuration/1/id"))
                        .fault(409))
                .contains("hour");
    }

    @Test
    void anInstanceIsChangedInPartsOrWhole() {
        JsonNode chat = Spark.connect(api, "Chat", Spark.ADA);
        String path = "/formulas/" + api.post("/formulas", json(SCHEDULED)).ok().path("id");
        String own = "/formulas/instances/"
                + api.post(path + "/instances", instance(chat.path("id").asText()))
                        .ok()
                        .path("id");
        JsonNode merged = api.patch(
                        own,
                        json(
                                "{\"name\": \"Renamed\", \"configuration\": {\"hour\": \"\", \"extra\": true}, \"settings\": {\"api\": null}}"))
                .ok();
        assertThat(merged.path("configuration"))
                .isEqualTo(json("{\"chat\": \"" + chat.path("id") + "\", \"extra\": \"true\"}"));
        assertThat(merged.path("settings").has("api")).isFalse();
        assertThat(merged.path("settings").path("notification.email").asText()).isEqualTo("a@x.y, b@x.y");
        assertThat(api.patch(own, json("{\"configuration\": {\"chat\": null}}")).fault(400))
                .contains("configuration.chat");
        assertThat(api.put(own, json("{\"configuration\": {\"hour\": 3}}")).fault(400))
                .contains("configuration.chat");
        JsonNode replaced = api.put(
                        own, json("{\"settings\": {\"notification.webhook.url\": \"https://ops.example/fail\"}}"))
                .ok();
        assertThat(replaced.path("name").asText()).isEqualTo("Renamed");
        assertThat(replaced.path("settings")).hasSize(1);
        assertThat(api.patch(
                                own,
                                json(
                                        "{\"settings\": {\"notification.webhook.url\": \"ops\","
                                                + " \"notification.email\": \"nobody\", \"formula.instance.time.to.live\": -1}}"))
                        .fault(400))
                .contains("notification.webhook.url", "notification.email", "formula.instance.time.to.live");

        api.delete("/instances/" + chat.path("id")).ok();
        assertThat(api.patch(own, Map.of("active", false)).ok().at("/configuration/chat"))
                .as("what it uses is gone, and it can be switched off all the same")
                .isEqualTo(Api.JSON.getNodeFactory().textNode(chat.path("id").asText()));
        api.delete(own).ok();
        api.get(own).fault(404);
    }

    @Test
    void anEventTriggerOnAnInstanceWithoutEventsIsSaidInAHeader() {
        JsonNode quiet = Spark.connect(api, "Quiet", Spark.ADA);
        JsonNode template = api.get("/formulas/templates/mentions-to-room").ok();
        assertThat(api.get("/formulas/templates").column("key")).contains("welcome", "weekly-digest", "post-message");
        api.get("/formulas/templates/nosuch").fault(404);
        String path = "/formulas/" + api.post("/formulas", template).ok().path("id");
        Answer made = api.post(
                path + "/instances",
                json("{\"name\": \"Mine\", \"configuration\": {\"chat\": " + quiet.path("id") + ", \"room\": \"r\"}}"));
        made.ok();
        assertThat(made.header("Elements-Error").orElse(""))
                .contains("events of the element instance " + quiet.path("id") + " are off");
    }

    private static Object instance(String chat) {
        return json(
                "{\"name\": \"mirror-emea\", \"configuration\": {\"chat\": \"" + chat + "\", \"hour\": 7},"
                        + " \"settings\": {\"notification.email\": \"a@x.y, b@x.y\", \"api\": \"\", \"formula.instance.time.to.live\": 3600}}");
    }

    private static JsonNode withoutIds(JsonNode formula) {
        ObjectNode bare = formula.deepCopy();
        bare.remove(List.of("id", "createdDate", "updatedDate", "userId", "accountId"));
        for (String list : new String[] {"configuration", "triggers", "steps"}) {
            ((ArrayNode) bare.path(list)).forEach(part -> ((ObjectNode) part).remove("id"));
        }
        return bare;
    }

    private static JsonNode json(String text) {
        try {
            return Api.JSON.readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
