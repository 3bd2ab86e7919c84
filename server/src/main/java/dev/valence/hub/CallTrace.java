package dev.valence.hub;

import dev.valence.activity.Call;
import dev.valence.http.ApiException;
import dev.valence.http.Replies;
import dev.valence.instance.Connection;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Notes while a call runs what happened when. Written by one thread at a time; after {@link #end} it changes no more and
 * may be read by any.
 *
 * <p>It costs a few time stamps; headers and bodies are kept only when the instance is traced.
 */
final class CallTrace {
    /** Nginx's word for a caller that closed its connection before the reply. */
    static final int CALLER_GONE = 499;

    private static final int MOST_STEPS = 16;
    private static final int MOST_ATTEMPTS = 8;

    private final Instant at;
    private final long start = System.nanoTime();
    private final Step[] steps = new Step[MOST_STEPS];
    private final long[] starts = new long[MOST_STEPS];
    private final List<VendorAttempt> attempts = new ArrayList<>(2);
    /** Let go of at the end: it holds much more than is recorded. */
    private @Nullable HttpServerRequest request;

    private String method = "";
    private String uri = "";
    private String requestId = "";
    private int count;
    private long end;
    private int status;
    private @Nullable Connection connection;
    private @Nullable Throwable failure;
    private @Nullable Capture received;
    private @Nullable Capture replied;
    private @Nullable CallWatch watch;

    CallTrace(HttpServerRequest request, Clock clock) {
        this.request = request;
        this.at = clock.instant();
    }

    /** From here on the call is in this step. One that begins anew on another thread goes on where it was. */
    void enter(Step step) {
        for (int i = count - 1; i >= 0 && steps[i] != Step.SEND; i--) {
            if (steps[i] == step) {
                count = i + 1;
                return;
            }
        }
        if (count < MOST_STEPS && end == 0) {
            steps[count] = step;
            starts[count] = System.nanoTime();
            count++;
        }
    }

    /** Whose call it is. */
    void of(Connection found) {
        connection = found;
        if (found.traced() && received == null && request != null) {
            received = new Capture(request.headers());
        }
    }

    private boolean traced() {
        return received != null;
    }

    /** Somebody wants to hear of the call, and gets the bodies too. */
    void watchedBy(CallWatch somebody) {
        watch = somebody;
    }

    /** The caller's body. */
    void received(Buffer body) {
        if (watch != null) {
            watch.received(body);
        }
        if (received != null) {
            received.add(body);
        }
    }

    /** A request to the provider begins. */
    VendorAttempt attempt(Authorized authorized) {
        VendorAttempt attempt = new VendorAttempt(authorized, traced());
        if (attempts.size() < MOST_ATTEMPTS) {
            attempts.add(attempt);
        }
        return attempt;
    }

    /** A part of the body of the provider's reply. */
    void vendorReplied(Buffer chunk) {
        if (traced() && !attempts.isEmpty()) {
            attempts.getLast().received(chunk);
        }
    }

    /** A part of the body of the reply. */
    void replied(Buffer chunk) {
        if (watch != null) {
            watch.replied(chunk);
        }
        if (traced() && request != null) {
            if (replied == null) {
                replied = new Capture(request.response().headers());
            }
            replied.add(chunk);
        }
    }

    void failed(Throwable reason) {
        failure = reason;
    }

    /** The call has ended, with the reply's status or without a reader. */
    void end() {
        HttpServerRequest served = request;
        if (served == null) {
            return;
        }
        end = System.nanoTime();
        status = failure instanceof CallerGone ? CALLER_GONE : served.response().getStatusCode();
        if (traced() && replied == null) {
            replied = new Capture(served.response().headers());
        }
        method = served.method().name();
        uri = String.valueOf(served.uri());
        requestId = Replies.requestId(served.response());
        request = null;
        watch = null;
    }

    /** Whether an instance was found, without which nobody could look at the call. */
    boolean belongsToAnInstance() {
        return connection != null;
    }

    boolean endedBadly() {
        return status >= 400;
    }

    /** Memory that the captured bodies hold, in bytes. */
    int size() {
        int size = received == null ? 0 : received.size();
        size += replied == null ? 0 : replied.size();
        for (VendorAttempt attempt : attempts) {
            size += attempt.size();
        }
        return size;
    }

    Call toCall() {
        Connection of = connection;
        if (of == null) {
            throw new IllegalStateException("A call of no instance is not recorded");
        }
        List<Call.Step> passed = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long until = i + 1 < count ? starts[i + 1] : end;
            passed.add(new Call.Step(steps[i].label(), (starts[i] - start) / 1000, (until - starts[i]) / 1000));
        }
        return new Call(
                at,
                of.organizationId(),
                of.accountId(),
                of.ownerId(),
                of.instanceId(),
                of.element().key(),
                method,
                uri,
                status,
                (end - start) / 1000,
                requestId,
                passed,
                attempts.stream().map(sent -> sent.toRecord(start, end)).toList(),
                Optional.ofNullable(failure).flatMap(reason -> Optional.ofNullable(words(reason))),
                failure instanceof ApiException known ? known.providerMessage() : Optional.empty(),
                traced(),
                Optional.ofNullable(received).map(Capture::message),
                Optional.ofNullable(replied).map(Capture::message));
    }

    /** What the caller was told, too; faults of ours are in the log. */
    private static @Nullable String words(Throwable reason) {
        return reason instanceof ApiException || reason instanceof CallerGone ? reason.getMessage() : null;
    }
}
