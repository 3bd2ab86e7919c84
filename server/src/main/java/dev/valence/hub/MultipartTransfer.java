package dev.valence.hub;

import dev.valence.http.BadRequest;
import dev.valence.hub.MultipartRewrite.Outcome;
import io.netty.handler.codec.DecoderException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** One body on its way from the caller to the provider; lives on one event loop. */
final class MultipartTransfer {
    private static final String FORM = "multipart/form-data";

    private final MultipartRewrite rewrite;
    private final HttpServerRequest from;
    private final HttpClientRequest to;
    private final MultipartParts parts = new MultipartParts();
    private final Promise<Outcome> outcome = Promise.promise();
    private final Context context =
            Objects.requireNonNull(Vertx.currentContext(), "A transfer starts on an event loop");

    // A caller's small files may arrive in one network buffer, faster than they can be sent on.
    private final Deque<HttpServerFileUpload> waiting = new ArrayDeque<>();
    private Optional<HttpServerFileUpload> current = Optional.empty();
    private boolean callerDone;
    private int turn;
    private boolean over;

    MultipartTransfer(MultipartRewrite rewrite, HttpServerRequest from, HttpClientRequest to) {
        this.rewrite = rewrite;
        this.from = from;
        this.to = to;
    }

    Future<Outcome> start() {
        to.exceptionHandler(this::providerFailed);
        to.response().onSuccess(reply -> answered()).onFailure(this::providerFailed);
        from.exceptionHandler(this::callerFailed);
        try {
            if (!contentType().startsWith(FORM)) {
                throw new IllegalStateException("not a form");
            }
            from.setExpectMultipart(true);
        } catch (IllegalStateException | DecoderException e) {
            callerFailed(new BadRequest("Content-Type must be " + FORM + " with a boundary", e));
            return outcome.future();
        }
        to.setChunked(true).putHeader("Content-Type", FORM + "; boundary=" + parts.boundary());
        to.drainHandler(drained -> proceed());
        from.uploadHandler(this::arrived);
        from.endHandler(end -> {
            callerDone = true;
            proceed();
        });
        rewrite.added().forEach((name, value) -> to.write(parts.text(name, value)));
        from.resume();
        return outcome.future();
    }

    private String contentType() {
        return Optional.ofNullable(from.getHeader("Content-Type")).orElse("").toLowerCase(Locale.ROOT);
    }

    private void arrived(HttpServerFileUpload file) {
        if (over || !rewrite.wants(file.name())) {
            file.handler(ignored -> {});
            return;
        }
        file.pause();
        waiting.add(file);
        proceed();
    }

    /** Goes on with whatever can be sent next. */
    private void proceed() {
        if (over || to.writeQueueFull()) {
            return;
        }
        if (current.isPresent()) {
            current.get().resume();
        } else if (!waiting.isEmpty()) {
            send(waiting.remove());
        } else if (callerDone) {
            finish();
            return;
        }
        if (callerDone) {
            // What was held back is given out before this runs; a file that then still has no end never gets one.
            int now = turn;
            context.runOnContext(later -> expectEnd(now));
        }
    }

    private void send(HttpServerFileUpload file) {
        current = Optional.of(file);
        to.write(parts.file(rewrite.name(file.name()), file.filename(), Optional.ofNullable(file.contentType())));
        file.handler(this::pass);
        file.endHandler(end -> ended());
        file.resume();
    }

    private void pass(Buffer piece) {
        if (over) {
            return;
        }
        to.write(piece);
        if (to.writeQueueFull()) {
            turn++;
            current.ifPresent(HttpServerFileUpload::pause);
        }
    }

    private void ended() {
        if (!over) {
            turn++;
            to.write(parts.endOfFile());
            current = Optional.empty();
            proceed();
        }
    }

    private void expectEnd(int then) {
        if (!over && turn == then && current.isPresent()) {
            callerFailed(new BadRequest(
                    "The form ends in the middle of the part " + current.get().name()));
        }
    }

    private void finish() {
        over = true;
        Buffer rest = Buffer.buffer();
        for (Map.Entry<String, String> attribute : from.formAttributes()) {
            if (rewrite.wants(attribute.getKey())) {
                rest.appendBuffer(parts.text(rewrite.name(attribute.getKey()), attribute.getValue()));
            }
        }
        to.end(rest.appendBuffer(parts.end()))
                .onSuccess(sent -> outcome.tryComplete(Outcome.SENT))
                .onFailure(outcome::tryFail);
    }

    private void answered() {
        if (!over) {
            stop();
            outcome.tryComplete(Outcome.ANSWERED_EARLY);
        }
    }

    private void providerFailed(Throwable failure) {
        if (!over) {
            stop();
        }
        outcome.tryFail(failure);
    }

    private void callerFailed(Throwable failure) {
        if (over) {
            return;
        }
        stop();
        to.reset();
        outcome.tryFail(
                failure instanceof DecoderException
                        ? new BadRequest(
                                "The form cannot be read: broken, or with too many or too large text parts", failure)
                        : failure);
    }

    private void stop() {
        over = true;
        current.ifPresent(HttpServerFileUpload::pause);
        from.pause();
    }
}
