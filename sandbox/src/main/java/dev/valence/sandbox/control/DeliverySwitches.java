package dev.valence.sandbox.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Json;
import dev.valence.sandbox.http.PathTable;
import dev.valence.sandbox.http.Refusal;
import dev.valence.sandbox.http.Reply;
import dev.valence.sandbox.webhook.Attempt;
import dev.valence.sandbox.webhook.Deliveries;
import java.util.function.Function;

/**
 * {@code /deliveries}: the webhook calls that went out, newest first; {@code /listener}: a target for those who have
 * none of their own.
 */
final class DeliverySwitches implements Switches {
    private final Deliveries deliveries;

    DeliverySwitches(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    @Override
    public void publish(PathTable<Function<Request, Reply>> table) {
        table.add("GET", "/deliveries", request -> list());
        table.add("DELETE", "/deliveries", request -> {
            deliveries.clear();
            return Reply.empty(204);
        });
        table.add("POST", "/listener", request -> Reply.empty(204));
        table.add("POST", "/listener/{id}", DeliverySwitches::listen);
    }

    /** Answers the status that its address asks for, so that a failing target can be played. */
    private static Reply listen(Request request) {
        if (!request.id().matches("[2-5]\\d\\d")) {
            throw new Refusal(400, "What follows /listener must be a status from 200 to 599.");
        }
        return Reply.empty(Integer.parseInt(request.id()));
    }

    private Reply list() {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("deliveries");
        for (Attempt attempt : deliveries.recent()) {
            ObjectNode item = list.addObject()
                    .put("at", attempt.at().toString())
                    .put("webhook", attempt.call().webhook())
                    .put("name", attempt.call().name())
                    .put("title", attempt.call().title())
                    .put("target", attempt.call().target())
                    .put("succeeded", attempt.succeeded())
                    .put("milliseconds", attempt.milliseconds());
            attempt.status().ifPresent(status -> item.put("status", status));
            attempt.problem().ifPresent(problem -> item.put("problem", problem));
            ObjectNode headers = item.putObject("headers");
            attempt.call().headers().forEach(headers::put);
            item.put("body", attempt.call().body());
        }
        return Reply.json(200, json);
    }
}
