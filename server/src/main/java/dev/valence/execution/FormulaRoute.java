package dev.valence.execution;

import dev.valence.formula.ApiAddress;
import dev.valence.http.BoundedBody;
import dev.valence.http.EarlyRoute;
import dev.valence.http.Headers;
import dev.valence.http.PayloadTooLarge;
import dev.valence.http.Replies;
import dev.valence.hub.HubRoute;
import dev.valence.hub.PlatformPaths;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Formulas that answer calls: every path below the API's prefix that is no other's, with the header of a formula instance. */
@Singleton
public class FormulaRoute implements EarlyRoute {
    private static final String PREFIX = "/elements/api-v2";

    private final FormulaAnswers answers;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("formula-call-", 0).factory());

    FormulaRoute(FormulaAnswers answers) {
        this.answers = answers;
    }

    /** Before the hub, which also looks at paths that some element has as a resource. */
    @Override
    public int rank() {
        return -1;
    }

    @Override
    public boolean wants(HttpServerRequest request) {
        String path = request.path();
        return request.getHeader(Headers.FORMULA_INSTANCE_ID) != null
                && path != null
                && path.startsWith(PREFIX + "/")
                && !PlatformPaths.has(path.substring(PREFIX.length()));
    }

    @Override
    public void handle(HttpServerRequest request, Runnable passOn) {
        request.pause();
        Context loop = Objects.requireNonNull(Vertx.currentContext(), "Only to be used on an event loop");
        FormulaCall call = head(request);
        if (!call.authorization().map(HubRoute::hasElementPart).orElse(false)) {
            answer(request, call, loop);
            return;
        }
        // With an element's token it is a call of the hub, unless it is just the formula's own.
        off(loop, () -> answers.isFor(call)).onComplete(asked -> {
            if (asked.succeeded() && asked.result()) {
                answer(request, call, loop);
            } else {
                passOn.run();
            }
        });
    }

    /** The call without its body. */
    private static FormulaCall head(HttpServerRequest request) {
        return new FormulaCall(
                Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION)),
                Objects.requireNonNullElse(request.getHeader(Headers.FORMULA_INSTANCE_ID), ""),
                new ApiAddress(
                        String.valueOf(request.path()).substring(PREFIX.length()),
                        request.method().name()),
                query(request),
                request.headers().entries(),
                Optional.ofNullable(request.getHeader(HttpHeaders.CONTENT_TYPE)),
                new byte[0]);
    }

    private void answer(HttpServerRequest request, FormulaCall head, Context loop) {
        body(request)
                .compose(body -> off(loop, () -> answers.answer(head.with(body.getBytes()))))
                .onSuccess(answer -> {
                    request.response().setStatusCode(answer.status());
                    if (answer.body().length == 0) {
                        request.response().end();
                    } else {
                        request.response().putHeader(HttpHeaders.CONTENT_TYPE, Replies.JSON);
                        request.response().end(Buffer.buffer(answer.body()));
                    }
                })
                .onFailure(failure -> Replies.fail(
                        request,
                        failure instanceof CompletionException && failure.getCause() != null
                                ? failure.getCause()
                                : failure));
    }

    /** Works on a thread that may wait, and goes on where it came from. */
    private <T> Future<T> off(Context loop, Supplier<T> work) {
        return Future.fromCompletionStage(CompletableFuture.supplyAsync(work, threads), loop);
    }

    private static Future<Buffer> body(HttpServerRequest request) {
        if (request.isEnded()) {
            return Future.succeededFuture(Buffer.buffer());
        }
        return BoundedBody.read(
                request,
                PostedTrigger.LIMIT,
                () -> new PayloadTooLarge("The body may have " + PostedTrigger.LIMIT + " bytes; send less"));
    }

    private static List<Map.Entry<String, String>> query(HttpServerRequest request) {
        return request.params().entries();
    }
}
