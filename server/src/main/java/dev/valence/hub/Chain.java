package dev.valence.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.credential.Credential;
import dev.valence.element.Hooks;
import dev.valence.element.ReadMerge;
import dev.valence.http.BodyLimit;
import dev.valence.http.BoundedBody;
import dev.valence.http.Json;
import dev.valence.http.ProviderFailure;
import dev.valence.http.Unavailable;
import dev.valence.mapping.JsonValues;
import dev.valence.mapping.ObjectMapping;
import dev.valence.mapping.ScriptedMapping;
import dev.valence.provider.RetryAfter;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The way of a hub call: access, resource, vendor request, authorize, send, reply.
 *
 * <p>All steps but sending are plain code over values. They run on the event loop; should one have to wait, they run
 * again from their beginning on a virtual thread ({@link Steps}).
 */
@Singleton
public class Chain {
    private static final long ERROR_LIMIT = 256 * 1024;
    /** What scripts take and give is parsed several times. */
    private static final long HOOKED_LIMIT = 6 * 1024 * 1024;

    private final Authorizing authorizing;
    private final Sending sending;
    private final Replying replying;
    private final ScriptedMapping scripted;
    private final HookRuns hookRuns;
    private final BodyLimit bodyLimit;
    private final Vertx vertx;
    private final Clock clock;
    private final Duration rateWait;

    public Chain(
            Authorizing authorizing,
            Sending sending,
            Replying replying,
            ScriptedMapping scripted,
            HookRuns hookRuns,
            BodyLimit bodyLimit,
            Vertx vertx,
            Clock clock,
            @ConfigProperty(name = "valence.provider.rate-limit-wait") Duration rateWait) {
        this.authorizing = authorizing;
        this.sending = sending;
        this.replying = replying;
        this.scripted = scripted;
        this.hookRuns = hookRuns;
        this.bodyLimit = bodyLimit;
        this.vertx = vertx;
        this.clock = clock;
        this.rateWait = rateWait;
    }

    /** Runs a call whose resource is found, to the end of its reply. */
    Future<Void> run(Target target, Incoming incoming, CallTrace trace) {
        Optional<byte[]> answer = PlatformAnswers.of(target, incoming);
        if (answer.isPresent()) {
            trace.enter(Step.REPLY);
            return Replying.write(incoming.request().response(), answer.get(), trace);
        }
        Optional<PageWish> page = target.resource().list()
                ? Optional.of(PageWish.of(
                        incoming.query(), target.resource(), target.connection().configuration()))
                : Optional.empty();
        Exchange exchange = new Exchange(incoming.request(), trace);
        Hooks hooks = target.resource().hooks();
        Optional<HookedCall> hooked =
                hooks.none() ? Optional.empty() : Optional.of(new HookedCall(hookRuns, target, incoming));
        trace.enter(Step.BODY);
        Future<Void> passed = body(incoming)
                .compose(body -> complete(target, incoming, page, body, hooked, trace))
                .compose(authorized -> merged(target, authorized, exchange))
                .compose(authorized -> hooks.after().isEmpty()
                        ? send(target, authorized, exchange).compose(reply -> {
                            trace.enter(Step.REPLY);
                            return replying.pass(
                                    target, incoming, page, authorized.request().path(), reply, trace);
                        })
                        : answered(target, authorized, exchange)
                                .compose(reply -> passHooked(
                                        target, incoming, page, authorized, hooked.orElseThrow(), reply, trace)));
        return (hooked.isEmpty() ? passed : passed.recover(failure -> answeredByHook(failure, incoming, trace)))
                .onComplete(end -> exchange.finished());
    }

    private Future<Void> answeredByHook(Throwable failure, Incoming incoming, CallTrace trace) {
        return failure instanceof AnsweredByHook answer
                ? replying.passAnswer(incoming, answer.reply(), trace)
                : Future.failedFuture(failure);
    }

    private Future<Void> passHooked(
            Target target,
            Incoming incoming,
            Optional<PageWish> page,
            Authorized authorized,
            HookedCall hooked,
            HttpClientResponse reply,
            CallTrace trace) {
        trace.enter(Step.POST_HOOKS);
        ProviderFailure tooLong = new ProviderFailure(
                502,
                "The provider's reply is longer than " + HOOKED_LIMIT
                        + " bytes, too long to go through a hook; ask for a smaller page");
        return ReplyBody.ofReply(reply, HOOKED_LIMIT, tooLong)
                .compose(body -> {
                    trace.vendorReplied(body);
                    return Steps.run(waiting -> {
                        if (waiting == Waiting.FORBIDDEN) {
                            throw new WouldWait();
                        }
                        return hooked.after(WholeReply.of(reply, body));
                    });
                })
                .compose(whole -> {
                    trace.enter(Step.REPLY);
                    return whole.isSuccess()
                            ? replying.passWhole(
                                    target, incoming, page, authorized.request().path(), whole, trace)
                            : Future.failedFuture(
                                    VendorFault.of(target.connection().element(), whole, clock));
                });
    }

    /** The caller's body, read whole unless its parts are passed through. */
    private Future<Buffer> body(Incoming incoming) {
        if (VendorRequests.isMultipart(incoming)) {
            return Future.succeededFuture(Buffer.buffer());
        }
        if (incoming.request().isEnded()) {
            return Future.succeededFuture(Buffer.buffer());
        }
        if (bodyLimit.exceededBy(incoming.request())) {
            return Future.failedFuture(bodyLimit.fault());
        }
        return BoundedBody.read(incoming.request(), bodyLimit.bytes(), bodyLimit::fault);
    }

    private Future<Authorized> complete(
            Target target,
            Incoming incoming,
            Optional<PageWish> page,
            Buffer body,
            Optional<HookedCall> hooked,
            CallTrace trace) {
        trace.received(body);
        return Steps.run(waiting -> {
            trace.enter(Step.REQUEST);
            Buffer sent = target.mapping()
                    .filter(mapping -> !VendorRequests.isMultipart(incoming))
                    .map(mapping -> toVendor(target, mapping, body, waiting))
                    .orElse(body);
            VendorRequest request = VendorRequests.of(target, incoming, sent, page);
            if (hooked.isPresent()) {
                if (waiting == Waiting.FORBIDDEN) {
                    throw new WouldWait();
                }
                trace.enter(Step.PRE_HOOKS);
                request = hooked.get().before(sent, request);
            }
            trace.enter(Step.AUTHORIZE);
            return authorizing.authorize(target.connection(), request, waiting);
        });
    }

    private Buffer toVendor(Target target, ObjectMapping mapping, Buffer body, Waiting waiting) {
        if (!mapping.scripted() || JsonBody.isAbsent(body)) {
            return MappedCall.toVendor(mapping, body);
        }
        if (waiting == Waiting.FORBIDDEN) {
            throw new WouldWait();
        }
        byte[] given = body.getBytes();
        JsonBody.check(body);
        String tenant = "account " + target.connection().accountId();
        String owner = "instance " + target.connection().instanceId();
        return Buffer.buffer(scripted.map(mapping, tenant, owner, JsonValues.one(given), false)
                .objects()
                .getFirst());
    }

    /** For a vendor that only knows full updates: read, keep, merge. */
    private Future<Authorized> merged(Target target, Authorized write, Exchange exchange) {
        Optional<ReadMerge> merge = target.resource().readMerge();
        if (merge.isEmpty() || !(write.request().body() instanceof VendorRequest.VendorBody.Whole change)) {
            return Future.succeededFuture(write);
        }
        Authorized read = new Authorized(
                VendorRequests.read(target, merge.get()), write.authorization(), write.credential(), write.address());
        return send(target, read, exchange)
                .compose(reply -> ReplyBody.ofReply(
                        reply,
                        bodyLimit.bytes(),
                        new ProviderFailure(502, "The object to be changed is too large to be read")))
                .map(current -> {
                    exchange.trace().vendorReplied(current);
                    Buffer whole = mergedBody(merge.get(), current, change.bytes());
                    return new Authorized(
                            write.request().with(new VendorRequest.VendorBody.Whole(change.contentType(), whole)),
                            write.authorization(),
                            write.credential(),
                            write.address());
                });
    }

    private static Buffer mergedBody(ReadMerge merge, Buffer current, Buffer change) {
        try {
            JsonNode before = Json.MAPPER.readTree(current.getBytes());
            ObjectNode kept = Json.MAPPER.createObjectNode();
            for (String name : merge.keep()) {
                if (before.hasNonNull(name)) {
                    kept.set(name, before.get(name));
                }
            }
            return Buffer.buffer(Json.bytes(JsonBody.merge(kept, JsonBody.object(change))));
        } catch (IOException e) {
            throw new ProviderFailure(502, "The object to be changed came back as something else than JSON");
        }
    }

    /** Sends; a refused token is renewed once, a short 429 is waited out, everything else that is no 2xx fails. */
    private Future<HttpClientResponse> send(Target target, Authorized authorized, Exchange exchange) {
        return answered(target, authorized, exchange)
                .compose(reply -> isSuccess(reply) ? Future.succeededFuture(reply) : fault(target, reply, exchange));
    }

    private Future<HttpClientResponse> answered(Target target, Authorized authorized, Exchange exchange) {
        return attempt(authorized, exchange)
                .compose(reply -> reply.statusCode() == 401 && canRenew(target, authorized)
                        ? renewed(target, authorized, reply, exchange).compose(fresh -> sendPatiently(fresh, exchange))
                        : patiently(authorized, exchange, reply));
    }

    private static boolean canRenew(Target target, Authorized authorized) {
        return authorized.credential().isPresent() && Authorizing.renews(target.connection());
    }

    private Future<HttpClientResponse> sendPatiently(Authorized authorized, Exchange exchange) {
        return attempt(authorized, exchange).compose(reply -> patiently(authorized, exchange, reply));
    }

    private Future<HttpClientResponse> attempt(Authorized authorized, Exchange exchange) {
        exchange.trace().enter(Step.SEND);
        return sending.send(authorized, exchange);
    }

    private Future<HttpClientResponse> patiently(Authorized authorized, Exchange exchange, HttpClientResponse reply) {
        return reply.statusCode() == 429 ? waitAndSend(authorized, exchange, reply) : Future.succeededFuture(reply);
    }

    private Future<Authorized> renewed(Target target, Authorized refused, HttpClientResponse reply, Exchange exchange) {
        exchange.trace().enter(Step.RENEW);
        reply.resume();
        Credential credential = refused.credential().orElseThrow();
        return Steps.run(waiting -> authorizing.renewed(target.connection(), refused, credential, waiting))
                .compose(fresh -> refused.request().body() instanceof VendorRequest.VendorBody.Streamed
                        ? Future.failedFuture(new Unavailable(
                                "The access token ended while the file was being sent and has been refreshed; send the"
                                        + " request again",
                                Duration.ofSeconds(1)))
                        : Future.succeededFuture(fresh));
    }

    /** A streamed body is gone by now; everything else was not done and may be sent again. */
    private Future<HttpClientResponse> waitAndSend(Authorized authorized, Exchange exchange, HttpClientResponse reply) {
        Optional<Duration> wait = Optional.ofNullable(reply.getHeader("Retry-After"))
                .flatMap(value -> RetryAfter.parse(value, clock))
                .filter(time -> time.compareTo(rateWait) <= 0);
        if (wait.isEmpty() || authorized.request().body() instanceof VendorRequest.VendorBody.Streamed) {
            return Future.succeededFuture(reply);
        }
        reply.resume();
        exchange.trace().enter(Step.WAIT);
        Promise<Void> waited = Promise.promise();
        vertx.setTimer(Math.max(1, wait.get().toMillis()), timer -> waited.complete());
        return waited.future().compose(ready -> attempt(authorized, exchange));
    }

    private Future<HttpClientResponse> fault(Target target, HttpClientResponse reply, Exchange exchange) {
        exchange.trace().enter(Step.REPLY);
        // A body that is too long or breaks off leaves the status, which says the most.
        return ReplyBody.ofReply(reply, ERROR_LIMIT, ReplyBody.brokenOff())
                .otherwise(Buffer.buffer())
                .compose(body -> {
                    exchange.trace().vendorReplied(body);
                    return Future.failedFuture(
                            VendorFault.of(target.connection().element(), reply, body, clock));
                });
    }

    private static boolean isSuccess(HttpClientResponse reply) {
        return reply.statusCode() >= 200 && reply.statusCode() < 300;
    }
}
