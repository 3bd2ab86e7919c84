package dev.valence.hub;

import dev.valence.http.BadRequest;
import dev.valence.hub.MultipartRewrite.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** One body on its way from the caller to the provider; lives on one event loop. */
final class MultipartTransfer implements MultipartReader.Parts {
    private final MultipartRewrite rewrite;
    private final HttpServerRequest from;
    private final HttpClientRequest to;
    private final MultipartLines lines = new MultipartLines();
    private final Promise<Outcome> outcome = Promise.promise();
    private boolean wanted;
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
        guarded(() -> {
            String type = Optional.ofNullable(from.getHeader("Content-Type")).orElse("");
            MultipartReader reader = new MultipartReader(type, this);
            to.setChunked(true).putHeader("Content-Type", "multipart/form-data; boundary=" + lines.boundary());
            rewrite.added().forEach((name, value) -> to.write(lines.text(name, value)));
            to.drainHandler(drained -> resume());
            from.handler(piece -> guarded(() -> pass(reader, piece)));
            from.endHandler(end -> guarded(() -> finish(reader)));
            resume();
        });
        return outcome.future();
    }

    private void resume() {
        if (!over) {
            from.resume();
        }
    }

    private void pass(MultipartReader reader, Buffer piece) {
        reader.feed(piece);
        if (to.writeQueueFull()) {
            from.pause();
        }
    }

    @Override
    public void begins(MultipartPart part) {
        wanted = rewrite.wants(part.name());
        if (wanted) {
            to.write(lines.head(part.renamed(rewrite.name(part.name()))));
        }
    }

    @Override
    public void content(Buffer piece) {
        if (wanted) {
            to.write(piece);
        }
    }

    @Override
    public void ended() {
        if (wanted) {
            to.write(lines.endOfPart());
        }
    }

    private void finish(MultipartReader reader) {
        reader.end();
        over = true;
        to.end(lines.end()).onSuccess(sent -> outcome.tryComplete(Outcome.SENT)).onFailure(outcome::tryFail);
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
        if (!over) {
            stop();
            outcome.tryFail(failure);
            to.reset();
        }
    }

    private void guarded(Runnable work) {
        if (over) {
            return;
        }
        try {
            work.run();
        } catch (BadRequest e) {
            callerFailed(e);
        }
    }

    private void stop() {
        over = true;
        from.pause();
    }
}
