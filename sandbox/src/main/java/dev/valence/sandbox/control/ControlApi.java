package dev.valence.sandbox.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.fault.CallLog;
import dev.valence.sandbox.fault.Fault;
import dev.valence.sandbox.fault.Faults;
import dev.valence.sandbox.fault.RateLimit;
import dev.valence.sandbox.fault.SandboxClock;
import dev.valence.sandbox.fault.Settings;
import dev.valence.sandbox.http.Json;
import dev.valence.sandbox.http.PathTable;
import dev.valence.sandbox.http.Refusal;
import dev.valence.sandbox.http.Reply;
import dev.valence.sandbox.webex.WebexProvider;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The switches under {@code /_sandbox}: what the real services do not have and tests need. */
@Singleton
public final class ControlApi {
    private final WebexProvider webex;
    private final Faults faults;
    private final RateLimit rateLimit;
    private final CallLog log;
    private final Settings settings;
    private final SandboxClock clock;
    private final PathTable<Function<Body, Reply>> table = new PathTable<>();

    @Inject
    public ControlApi(
            WebexProvider webex,
            Faults faults,
            RateLimit rateLimit,
            CallLog log,
            Settings settings,
            SandboxClock clock) {
        this.webex = webex;
        this.faults = faults;
        this.rateLimit = rateLimit;
        this.log = log;
        this.settings = settings;
        this.clock = clock;
        table.add("POST", "/reset", body -> reset());
        table.add("GET", "/faults", body -> pending());
        table.add("POST", "/faults", this::order);
        table.add("DELETE", "/faults", body -> {
            faults.clear();
            return Reply.empty(204);
        });
        table.add(
                "POST",
                "/tokens",
                body -> webex.issueTokens(
                        body.needed("person"), body.text("scope").orElse("spark:all")));
        table.add("POST", "/tokens/expire", body -> count("expired", webex.expire(body.text("accessToken"))));
        table.add("POST", "/tokens/revoke", body -> count("revoked", webex.revoke(body.text("refreshToken"))));
        table.add("GET", "/settings", body -> Reply.json(200, settings.now()));
        table.add("PUT", "/settings", this::set);
        table.add("POST", "/clock", this::advance);
        table.add("GET", "/calls", body -> calls());
        table.add("DELETE", "/calls", body -> {
            log.clear();
            return Reply.empty(204);
        });
    }

    /** Answers a call; {@code path} is what follows the prefix. */
    Reply answer(String method, String path, byte[] bytes) {
        try {
            return table.find(method, path).target().apply(Body.read(bytes));
        } catch (Refusal refusal) {
            return Reply.json(refusal.status(), Map.of("message", refusal.reason()));
        }
    }

    private Reply reset() {
        faults.clear();
        settings.reset();
        clock.reset();
        rateLimit.clear();
        log.clear();
        webex.reset();
        return Reply.empty(204);
    }

    private Reply order(Body body) {
        Fault.Kind kind = kind(body.needed("kind"));
        long status = body.number("status", 0, 599);
        if (kind == Fault.Kind.STATUS && status < 200) {
            throw new Refusal(400, "A fault of kind status needs a status from 200 to 599.");
        }
        Optional<Integer> retryAfter =
                body.has("retryAfter") ? Optional.of((int) body.number("retryAfter", 0, 86_400)) : Optional.empty();
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

    private static Fault.Kind kind(String name) {
        try {
            return Fault.Kind.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "kind must be one of status, hang, reset, latency, truncate.");
        }
    }

    private Reply pending() {
        ObjectNode json = Json.object();
        var list = json.putArray("faults");
        for (Faults.Pending pending : faults.pending()) {
            Fault fault = pending.fault();
            ObjectNode item = list.addObject()
                    .put("kind", fault.kind().name().toLowerCase(Locale.ROOT))
                    .put("left", pending.left())
                    .put("after", fault.after());
            fault.path().ifPresent(path -> item.put("path", path));
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

    private Reply set(Body body) {
        Settings.Values changed = settings.change(old -> new Settings.Values(
                body.has("accessTokenSeconds")
                        ? body.number("accessTokenSeconds", 1, Integer.MAX_VALUE)
                        : old.accessTokenSeconds(),
                body.has("refreshTokenSeconds")
                        ? body.number("refreshTokenSeconds", 1, Integer.MAX_VALUE)
                        : old.refreshTokenSeconds(),
                body.flag("refreshTokenRotation").orElse(old.refreshTokenRotation()),
                body.has("rateLimit") ? (int) body.number("rateLimit", 0, 1_000_000) : old.rateLimit()));
        return Reply.json(200, changed);
    }

    private Reply advance(Body body) {
        clock.advance(Duration.ofSeconds(body.number("advanceSeconds", 0, Integer.MAX_VALUE)));
        return Reply.json(200, Map.of("now", clock.instant().toString()));
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
                    .put("status", entry.status());
            entry.grant().ifPresent(grant -> item.put("grant", grant));
        }
        return Reply.json(200, json);
    }

    private static Reply count(String name, int number) {
        return Reply.json(200, Map.of(name, number));
    }
}
