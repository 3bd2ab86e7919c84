package dev.valence.sandbox.control;

import dev.valence.sandbox.fault.CallLog;
import dev.valence.sandbox.fault.Faults;
import dev.valence.sandbox.fault.RateLimit;
import dev.valence.sandbox.fault.SandboxClock;
import dev.valence.sandbox.fault.Settings;
import dev.valence.sandbox.gateway.StateFile;
import dev.valence.sandbox.http.PathTable;
import dev.valence.sandbox.http.Provider;
import dev.valence.sandbox.http.Refusal;
import dev.valence.sandbox.http.Reply;
import dev.valence.sandbox.webex.WebexBackstage;
import dev.valence.sandbox.webhook.Deliveries;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** The switches under {@code /_sandbox}: what the real services do not have and tests need. */
@Singleton
public final class ControlApi {
    private final Instance<Provider> providers;
    private final Faults faults;
    private final RateLimit rateLimit;
    private final CallLog log;
    private final Settings settings;
    private final SandboxClock clock;
    private final Deliveries deliveries;
    private final StateFile state;
    private final PathTable<Function<Request, Reply>> table = new PathTable<>();

    @Inject
    public ControlApi(
            Instance<Provider> providers,
            WebexBackstage webex,
            Faults faults,
            RateLimit rateLimit,
            CallLog log,
            Settings settings,
            SandboxClock clock,
            Deliveries deliveries,
            StateFile state) {
        this.providers = providers;
        this.faults = faults;
        this.rateLimit = rateLimit;
        this.log = log;
        this.settings = settings;
        this.clock = clock;
        this.deliveries = deliveries;
        this.state = state;
        Stream.of(
                        new FaultSwitches(faults),
                        new RunSwitches(settings, clock, log),
                        new WebexSwitches(webex),
                        new DeliverySwitches(deliveries))
                .forEach(switches -> switches.publish(table));
        table.add("POST", "/reset", request -> reset());
        table.add("POST", "/state", request -> save());
    }

    /** Answers a call; {@code path} is what follows the prefix. */
    Reply answer(String method, String origin, String path, byte[] bytes) {
        try {
            PathTable.Found<Function<Request, Reply>> found = table.find(method, path);
            Reply reply = found.target().apply(new Request(origin, found.variables(), Body.read(bytes)));
            if (!method.equals("GET")) {
                state.touch();
            }
            return reply;
        } catch (Refusal refusal) {
            return Reply.json(refusal.status(), Map.of("message", refusal.reason()));
        }
    }

    private Reply save() {
        try {
            if (!state.save()) {
                throw new Refusal(409, "No state file is named; start with SANDBOX_STATE_FILE=<file>.");
            }
        } catch (IOException e) {
            throw new Refusal(500, "The state file could not be written: " + e.getMessage());
        }
        return Reply.empty(204);
    }

    private Reply reset() {
        faults.clear();
        settings.reset();
        clock.reset();
        rateLimit.clear();
        providers.forEach(Provider::reset);
        deliveries.clear();
        log.clear();
        return Reply.empty(204);
    }
}
