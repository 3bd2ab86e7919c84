package dev.valence.sandbox.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.fault.Fault;
import dev.valence.sandbox.fault.Faults;
import dev.valence.sandbox.http.Json;
import dev.valence.sandbox.http.PathTable;
import dev.valence.sandbox.http.Refusal;
import dev.valence.sandbox.http.Reply;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code /faults}: ordering, listing and taking back misbehaviour. */
final class FaultSwitches implements Switches {
    private final Faults faults;

    FaultSwitches(Faults faults) {
        this.faults = faults;
    }

    @Override
    public void publish(PathTable<Function<Request, Reply>> table) {
        table.add("GET", "/faults", request -> pending());
        table.add("POST", "/faults", request -> order(request.body()));
        table.add("DELETE", "/faults", request -> {
            faults.clear();
            return Reply.empty(204);
        });
        table.add("DELETE", "/faults/{id}", this::takeBack);
    }

    private Reply order(Body body) {
        Fault.Kind kind = kind(body.needed("kind"));
        long status = body.number("status", 0, 599);
        if (kind == Fault.Kind.STATUS && status < 200) {
            throw new Refusal(400, "A fault of kind status needs a status from 200 to 599.");
        }
        Optional<Integer> retryAfter =
                body.has("retryAfter") ? Optional.of((int) body.number("retryAfter", 0, 86_400)) : Optional.empty();
        body.text("path").filter(path -> !path.startsWith("/")).ifPresent(path -> {
            throw new Refusal(400, "path must begin with a slash, such as /rooms.");
        });
        Fault fault = new Fault(
                body.text("path"),
                body.text("token"),
                kind,
                (int) status,
                retryAfter,
                body.number("milliseconds", 0, 3_600_000),
                body.flag("after").orElse(false));
        faults.order(fault, body.has("count") ? Math.max(1, body.number("count", 1, 1_000_000)) : 1);
        return pending();
    }

    private Reply takeBack(Request request) {
        boolean waited = request.id().matches("\\d{1,18}") && faults.remove(Long.parseLong(request.id()));
        if (!waited) {
            throw new Refusal(404, "No such fault is waiting.");
        }
        return Reply.empty(204);
    }

    private static Fault.Kind kind(String name) {
        return Fault.Kind.named(name)
                .orElseThrow(() -> new Refusal(
                        400,
                        "kind must be one of "
                                + Arrays.stream(Fault.Kind.values())
                                        .map(Fault.Kind::wire)
                                        .collect(Collectors.joining(", "))
                                + "."));
    }

    private Reply pending() {
        ObjectNode json = Json.object();
        var list = json.putArray("faults");
        for (Faults.Pending pending : faults.pending()) {
            Fault fault = pending.fault();
            ObjectNode item = list.addObject()
                    .put("id", pending.id())
                    .put("kind", fault.kind().wire())
                    .put("left", pending.left())
                    .put("after", fault.after());
            fault.path().ifPresent(path -> item.put("path", path));
            if (fault.token().isPresent()) {
                item.put("oneTokenOnly", true);
            }
            if (fault.status() > 0) {
                item.put("status", fault.status());
            }
            fault.retryAfter().ifPresent(seconds -> item.put("retryAfter", seconds));
            if (fault.milliseconds() > 0) {
                item.put("milliseconds", fault.milliseconds());
            }
        }
        return Reply.json(200, json);
    }
}
