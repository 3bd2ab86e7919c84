package dev.valence.sandbox.gateway;

import dev.valence.sandbox.fault.CallLog;
import dev.valence.sandbox.fault.Fault;
import dev.valence.sandbox.fault.Faults;
import dev.valence.sandbox.fault.RateLimit;
import dev.valence.sandbox.fault.SandboxClock;
import dev.valence.sandbox.http.Call;
import dev.valence.sandbox.http.Provider;
import dev.valence.sandbox.http.Refusal;
import dev.valence.sandbox.http.Reply;
import dev.valence.sandbox.http.StorageFolder;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Mounts every provider under its prefix and sends each call through the rate limit and the ordered faults.
 *
 * <p>Runs on Vert.x's event loops: providers answer from memory within microseconds, and waiting is a timer.
 */
@Singleton
public final class Gateway {
    private static final Logger LOG = Logger.getLogger(Gateway.class);
    private static final long PLAIN_BODY_BYTES = 1 << 20;

    private final Vertx vertx;
    private final Instance<Provider> providers;
    private final Faults faults;
    private final RateLimit rateLimit;
    private final CallLog log;
    private final SandboxClock clock;
    private final Fetching fetching;
    private final StateFile state;
    private final StorageFolder storage;
    private final BodyHandler plainBody;
    private final BodyHandler multipartBody;

    @Inject
    public Gateway(
            Vertx vertx,
            Instance<Provider> providers,
            Faults faults,
            RateLimit rateLimit,
            CallLog log,
            SandboxClock clock,
            Fetching fetching,
            StateFile state,
            StorageFolder storage,
            @ConfigProperty(name = "sandbox.upload-bytes") long uploadBytes) {
        this.vertx = vertx;
        this.providers = providers;
        this.faults = faults;
        this.rateLimit = rateLimit;
        this.log = log;
        this.clock = clock;
        this.fetching = fetching;
        this.state = state;
        this.storage = storage;
        plainBody = BodyHandler.create(false).setBodyLimit(PLAIN_BODY_BYTES);
        multipartBody = BodyHandler.create(storage.path().toString())
                .setBodyLimit(uploadBytes + PLAIN_BODY_BYTES)
                .setDeleteUploadedFilesOnEnd(true);
    }

    void mount(@Observes Router router) {
        state.open();
        for (Provider provider : providers) {
            Route route = router.route(provider.prefix() + "/*");
            route.handler(this::readBody);
            route.handler(context -> receive(context, provider));
            route.failureHandler(context -> fail(context, provider));
        }
    }

    private void readBody(RoutingContext context) {
        HttpMethod method = context.request().method();
        if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
            // Whatever a client says of a body, these calls have none.
            context.next();
            return;
        }
        String type = context.request().getHeader("Content-Type");
        boolean multipart = type != null && type.regionMatches(true, 0, "multipart/", 0, 10);
        (multipart ? multipartBody : plainBody).handle(context);
    }

    private void receive(RoutingContext context, Provider provider) {
        Call call = CallReader.read(context, provider);
        Receipt receipt = new Receipt(
                log,
                clock.instant(),
                call.method(),
                call.prefix() + call.path(),
                provider.callerName(call),
                provider.grant(call));
        context.addEndHandler(ended -> receipt.finish(0));
        List<String> files = faults.spares(call) ? provider.filesOf(call) : List.of();
        if (files.isEmpty()) {
            proceed(context, call, provider, receipt);
        } else {
            fetch(files, context, call, provider, receipt);
        }
    }

    private void fetch(List<String> files, RoutingContext context, Call call, Provider provider, Receipt receipt) {
        Context eventLoop = vertx.getOrCreateContext();
        var _ = fetching.fetch(files)
                .whenComplete((fetched, failure) -> eventLoop.runOnContext(back -> {
                    if (failure == null) {
                        context.addEndHandler(ended -> fetched.forEach(file -> storage.delete(file.path())));
                        proceed(context, call.with(fetched), provider, receipt);
                    } else {
                        Refusal refusal = failure.getCause() instanceof Refusal known
                                ? known
                                : new Refusal(500, "The sandbox failed; see its log.");
                        deliver(context, tracked(call, provider, provider.refuse(call, refusal)), receipt);
                    }
                }));
    }

    private void proceed(RoutingContext context, Call call, Provider provider, Receipt receipt) {
        Optional<Fault> fault = faults.take(call);
        if (fault.isEmpty()) {
            deliver(context, answer(call, provider), receipt);
        } else {
            suffer(context, call, provider, fault.get(), receipt);
        }
    }

    private static void deliver(RoutingContext context, Reply reply, Receipt receipt) {
        receipt.finish(reply.status());
        Delivery.whole(context, reply);
    }

    private void suffer(RoutingContext context, Call call, Provider provider, Fault fault, Receipt receipt) {
        // Carried out at once when asked for, so that the effect stands although the answer fails.
        Optional<Reply> done = fault.after() ? Optional.of(answer(call, provider)) : Optional.empty();
        Supplier<Reply> reply = () -> done.orElseGet(() -> answer(call, provider));
        switch (fault.kind()) {
            case STATUS -> deliver(context, failure(call, provider, fault), receipt);
            case RESET -> {
                receipt.finish(0);
                Delivery.close(context);
            }
            case TRUNCATE -> {
                Reply cut = reply.get();
                receipt.finish(cut.status());
                Delivery.truncated(context, cut);
            }
            case INVALID_JSON -> deliver(context, halved(reply.get()), receipt);
            case UNREADABLE -> deliver(context, provider.unreadable(call, reply.get()), receipt);
            case LATENCY -> later(context, fault, reply, receipt);
            case HANG -> {
                if (fault.milliseconds() > 0) {
                    later(context, fault, reply, receipt);
                }
            }
        }
    }

    private static Reply halved(Reply reply) {
        return switch (reply.body()) {
            case Reply.Text(String text) -> reply.withBody(text.substring(0, text.length() / 2));
            case Reply.Empty() -> reply.withBody("{");
            case Reply.Stored stored -> reply;
        };
    }

    private void later(RoutingContext context, Fault fault, Supplier<Reply> reply, Receipt receipt) {
        vertx.setTimer(Math.max(1, fault.milliseconds()), timer -> {
            if (!context.response().closed()) {
                deliver(context, reply.get(), receipt);
            }
        });
    }

    private Reply answer(Call call, Provider provider) {
        Reply reply = attempt(call, provider);
        if (!call.method().equals("GET") && !call.method().equals("HEAD")) {
            state.touch();
        }
        return reply;
    }

    private Reply attempt(Call call, Provider provider) {
        try {
            limit(call, provider);
            return tracked(call, provider, provider.answer(call));
        } catch (Refusal refusal) {
            return tracked(call, provider, provider.refuse(call, refusal));
        } catch (RuntimeException e) {
            LOG.errorf(e, "The sandbox failed at %s", call);
            return tracked(call, provider, provider.refuse(call, new Refusal(500, "The sandbox failed; see its log.")));
        }
    }

    private void limit(Call call, Provider provider) {
        Optional<String> caller = provider.caller(call);
        if (caller.isPresent()) {
            String endpoint = call.path().split("/", 3).length > 1 ? call.path().split("/", 3)[1] : "";
            OptionalLong wait = rateLimit.take(caller.get() + " " + endpoint);
            if (wait.isPresent()) {
                throw new Refusal(429, "Too many requests.", Map.of("Retry-After", String.valueOf(wait.getAsLong())));
            }
        }
    }

    private static Reply failure(Call call, Provider provider, Fault fault) {
        Map<String, String> headers = fault.retryAfter()
                .map(seconds -> Map.of("Retry-After", String.valueOf(seconds)))
                .orElse(Map.of());
        Refusal refusal =
                new Refusal(fault.status(), "The sandbox was told to answer " + fault.status() + ".", headers);
        return tracked(call, provider, provider.refuse(call, refusal));
    }

    private static Reply tracked(Call call, Provider provider, Reply reply) {
        return reply.with(provider.trackingHeader(), call.trackingId());
    }

    /** What Vert.x itself refuses: malformed paths, bodies over the limit, broken multipart. */
    private static void fail(RoutingContext context, Provider provider) {
        if (context.response().ended() || context.response().headWritten()) {
            return;
        }
        Call call = CallReader.read(context, provider);
        int status = context.statusCode() >= 400 ? context.statusCode() : 400;
        Refusal refusal;
        if (status == 413) {
            refusal = new Refusal(413, "The request body is larger than allowed.");
        } else if (context.failure() instanceof Refusal known) {
            refusal = known;
        } else if (context.failure() instanceof Error error) {
            LOG.errorf(error, "The sandbox failed at %s", call);
            refusal = new Refusal(500, "The sandbox failed; see its log.");
        } else if (status == 500) {
            LOG.debugf(context.failure(), "Not understood: %s", call);
            refusal = new Refusal(400, "The request could not be understood by the server due to malformed syntax.");
        } else {
            refusal = new Refusal(status, "The request could not be understood by the server.");
        }
        Delivery.whole(context, tracked(call, provider, provider.refuse(call, refusal)));
    }
}
