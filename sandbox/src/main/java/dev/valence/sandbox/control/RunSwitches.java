package dev.valence.sandbox.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.fault.CallLog;
import dev.valence.sandbox.fault.SandboxClock;
import dev.valence.sandbox.fault.Settings;
import dev.valence.sandbox.http.Json;
import dev.valence.sandbox.http.PathTable;
import dev.valence.sandbox.http.Refusal;
import dev.valence.sandbox.http.Reply;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/** {@code /settings}, {@code /clock} and {@code /calls}: how the sandbox runs and what it was asked. */
final class RunSwitches implements Switches {
    private static final Duration FARTHEST = Duration.ofDays(36_525);

    private final Settings settings;
    private final SandboxClock clock;
    private final CallLog log;

    RunSwitches(Settings settings, SandboxClock clock, CallLog log) {
        this.settings = settings;
        this.clock = clock;
        this.log = log;
    }

    @Override
    public void publish(PathTable<Function<Request, Reply>> table) {
        table.add("GET", "/settings", request -> Reply.json(200, settings.now()));
        table.add("PUT", "/settings", request -> set(request.body()));
        table.add("GET", "/clock", request -> now());
        table.add("POST", "/clock", request -> advance(request.body()));
        table.add("GET", "/calls", request -> calls());
        table.add("DELETE", "/calls", request -> {
            log.clear();
            return Reply.empty(204);
        });
    }

    private Reply set(Body body) {
        Settings.Values changed = settings.change(old -> new Settings.Values(
                body.has("accessTokenSeconds")
                        ? body.number("accessTokenSeconds", 1, Integer.MAX_VALUE)
                        : old.accessTokenSeconds(),
                body.has("refreshTokenSeconds")
                        ? body.number("refreshTokenSeconds", 1, Integer.MAX_VALUE)
                        : old.refreshTokenSeconds(),
                body.flag("refreshTokenRotation").orElse(old.refreshTokenRotation()),
                body.has("rateLimit") ? (int) body.number("rateLimit", 0, 1_000_000) : old.rateLimit(),
                body.flag("duplicateWebhooks").orElse(old.duplicateWebhooks()),
                body.flag("reorderWebhooks").orElse(old.reorderWebhooks()),
                body.has("webhookRetries") ? (int) body.number("webhookRetries", 0, 100) : old.webhookRetries(),
                body.flag("nullMaxInLinks").orElse(old.nullMaxInLinks()),
                body.flag("autoApprove").orElse(old.autoApprove())));
        return Reply.json(200, changed);
    }

    private Reply now() {
        return Reply.json(
                200,
                Map.of(
                        "now", clock.instant().toString(),
                        "aheadSeconds", clock.ahead().toSeconds()));
    }

    private Reply advance(Body body) {
        Duration by = Duration.ofSeconds(body.number("advanceSeconds", 0, Integer.MAX_VALUE));
        if (clock.ahead().plus(by).compareTo(FARTHEST) > 0) {
            throw new Refusal(
                    400, "The clock goes " + FARTHEST.toDays() + " days ahead at most; POST /reset sets it back.");
        }
        clock.advance(by);
        return now();
    }

    private Reply calls() {
        CallLog.Counts counts = log.counts();
        ObjectNode json = Json.object().put("received", counts.received());
        ObjectNode byStatus = json.putObject("byStatus");
        counts.byStatus().forEach(byStatus::put);
        ObjectNode byGrant = json.putObject("tokenCalls");
        byGrant.put("authorization_code", 0).put("refresh_token", 0);
        counts.byGrant().forEach(byGrant::put);
        var recent = json.putArray("recent");
        for (CallLog.Entry entry : counts.recent()) {
            ObjectNode item = recent.addObject()
                    .put("at", entry.at().toString())
                    .put("method", entry.method())
                    .put("path", entry.path())
                    .put("status", entry.status())
                    .put("milliseconds", entry.milliseconds());
            entry.caller().ifPresent(caller -> item.put("caller", caller));
            entry.grant().ifPresent(grant -> item.put("grant", grant));
        }
        return Reply.json(200, json);
    }
}
