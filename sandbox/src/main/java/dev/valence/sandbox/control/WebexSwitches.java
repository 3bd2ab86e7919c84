package dev.valence.sandbox.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Call;
import dev.valence.sandbox.http.Json;
import dev.valence.sandbox.http.Parameters;
import dev.valence.sandbox.http.PathTable;
import dev.valence.sandbox.http.Refusal;
import dev.valence.sandbox.http.Reply;
import dev.valence.sandbox.webex.WebexBackstage;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** People, tokens, bots, integrations and webhooks of the simulated Webex. */
final class WebexSwitches implements Switches {
    private final WebexBackstage webex;

    WebexSwitches(WebexBackstage webex) {
        this.webex = webex;
    }

    @Override
    public void publish(PathTable<Function<Request, Reply>> table) {
        table.add("GET", "/people", request -> list("people", webex.people()));
        table.add("POST", "/act", this::act);
        table.add("POST", "/fill", request -> fill(request.body()));
        table.add(
                "POST",
                "/bots",
                request -> Reply.json(
                        200,
                        webex.createBot(
                                request.body().needed("name"), request.body().text("displayName"))));
        table.add("GET", "/tokens", request -> list("tokens", webex.grants()));
        table.add("POST", "/tokens", request -> issue(request.body()));
        table.add("DELETE", "/tokens/{id}", this::end);
        table.add(
                "POST",
                "/tokens/expire",
                request -> count("expired", webex.expire(request.body().text("accessToken"))));
        table.add(
                "POST",
                "/tokens/revoke",
                request -> count("revoked", webex.revoke(request.body().text("refreshToken"))));
        table.add("GET", "/integrations", request -> list("integrations", webex.integrations()));
        table.add("POST", "/integrations", request -> register(request.body()));
        table.add("DELETE", "/integrations/{id}", this::remove);
        table.add("POST", "/integrations/{id}/secret", request -> found(webex.regenerateSecret(request.id())));
        table.add(
                "PUT",
                "/integrations/{id}/blocked",
                request -> found(
                        webex.block(request.id(), request.body().flag("blocked").orElse(true))));
        table.add("GET", "/webhooks", request -> list("webhooks", webex.webhooks()));
        table.add("DELETE", "/webhooks/{id}", request -> webhook(webex.removeWebhook(request.id())));
        table.add(
                "PUT",
                "/webhooks/{id}/active",
                request -> webhook(webex.switchWebhook(
                        request.id(), request.body().flag("active").orElse(true))));
    }

    private Reply issue(Body body) {
        String person = body.needed("person");
        Optional<String> kind = body.text("kind");
        if (kind.filter(name -> !name.equals("personal")).isPresent()) {
            throw new Refusal(400, "kind must be personal, or left out.");
        }
        if (kind.isPresent()) {
            return Reply.json(200, webex.issuePersonalToken(person));
        }
        return Reply.json(
                200, webex.issueTokens(person, body.text("scope").orElse("spark:all"), body.text("clientId")));
    }

    /** A call of the API as somebody: {@code {"person","method","path","body"}}. */
    private Reply act(Request request) {
        Body body = request.body();
        String[] target = body.needed("path").split("\\?", 2);
        if (!target[0].startsWith("/")) {
            throw new Refusal(400, "path must begin with a slash, such as /messages.");
        }
        String json = body.node().has("body") ? Json.text(body.node().get("body")) : "";
        Call call = new Call(
                "SANDBOX_" + UUID.randomUUID(),
                body.text("method").orElse("GET").toUpperCase(Locale.ROOT),
                request.origin(),
                "/webex/v1",
                target[0],
                target.length > 1 ? target[1] : "",
                Map.of("content-type", "application/json"),
                Buffer.buffer(json),
                Parameters.NONE,
                List.of());
        return webex.actAs(body.needed("person"), call);
    }

    private Reply fill(Body body) {
        int rooms = (int) body.number("rooms", 0, 100_000);
        int messages = (int) body.number("messages", 0, 1_000_000);
        webex.fill(body.needed("person"), rooms, messages);
        return Reply.json(200, Map.of("rooms", rooms, "messages", messages));
    }

    private Reply register(Body body) {
        return Reply.json(
                200,
                webex.register(
                        body.needed("name"),
                        body.texts("redirectUris"),
                        body.texts("scopes"),
                        body.flag("serviceApp").orElse(false)));
    }

    private Reply remove(Request request) {
        if (!webex.removeIntegration(request.id())) {
            throw new Refusal(404, "There is no such integration.");
        }
        return Reply.empty(204);
    }

    private Reply end(Request request) {
        if (!webex.end(request.id())) {
            throw new Refusal(404, "There is no such token.");
        }
        return Reply.empty(204);
    }

    private static Reply webhook(boolean known) {
        if (!known) {
            throw new Refusal(404, "There is no such webhook.");
        }
        return Reply.empty(204);
    }

    private static Reply found(Optional<ObjectNode> integration) {
        return Reply.json(200, integration.orElseThrow(() -> new Refusal(404, "There is no such integration.")));
    }

    private static Reply list(String name, ArrayNode items) {
        return Reply.json(200, Json.object().set(name, items));
    }

    private static Reply count(String name, int number) {
        return Reply.json(200, Map.of(name, number));
    }
}
