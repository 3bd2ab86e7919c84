package dev.valence.hub;

import dev.valence.http.Headers;
import dev.valence.http.Page;
import dev.valence.http.ProviderFailure;
import dev.valence.mapping.JsonValues;
import dev.valence.mapping.ObjectMapping;
import dev.valence.mapping.ScriptedMapping;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.OptionalInt;

/** Passes a reply on whose objects go through scripts; held in memory, since these take other processes and their time. */
@Singleton
class ScriptedReply {
    private static final long MOST = 16 * 1024 * 1024;

    private final ScriptedMapping scripted;

    ScriptedReply(ScriptedMapping scripted) {
        this.scripted = scripted;
    }

    /**
     * What is answered.
     *
     * @param rows how many there are, for a list
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and the bytes are not changed
    private record Body(byte[] json, OptionalInt rows, Optional<RowWindow> window) {}

    /**
     * Reads the provider's reply to its end, maps it and answers.
     *
     * @param cut the page that is asked for, where the provider gives its whole list
     * @return fails with {@link ProviderFailure} 502 when the reply is cut off, not JSON or too long
     */
    Future<Void> pass(
            HttpClientResponse from,
            Target target,
            ReplyFilter filter,
            Optional<Page> cut,
            CallTrace trace,
            HttpServerResponse to) {
        return ReplyBody.ofReply(
                        from,
                        MOST,
                        new ProviderFailure(
                                502,
                                "The provider's reply is longer than " + MOST
                                        + " bytes, too long to go through a script; ask for a smaller page"))
                .compose(whole -> {
                    trace.vendorReplied(whole);
                    return pass(whole, target, filter, cut, trace, to);
                });
    }

    /** As the other, for a reply that was read before. */
    Future<Void> pass(
            Buffer whole,
            Target target,
            ReplyFilter filter,
            Optional<Page> cut,
            CallTrace trace,
            HttpServerResponse to) {
        return Steps.run(waiting -> {
                    if (waiting == Waiting.FORBIDDEN) {
                        throw new WouldWait();
                    }
                    return mapped(target, filtered(whole, filter), cut);
                })
                .compose(body -> write(target, body, cut, trace, to));
    }

    private static byte[] filtered(Buffer whole, ReplyFilter filter) {
        try {
            return filter.feed(whole).appendBuffer(filter.end()).getBytes();
        } catch (MalformedReply e) {
            throw ReplyPump.notJson(e);
        }
    }

    private Body mapped(Target target, byte[] reply, Optional<Page> cut) {
        ObjectMapping mapping = target.mapping().orElseThrow();
        String tenant = "account " + target.connection().accountId();
        String owner = "instance " + target.connection().instanceId();
        Optional<RowWindow> window = cut.map(page -> RowWindow.of(page, reply)).filter(RowWindow::isList);
        byte[] text = window.map(rows -> rows.cut(reply).getBytes()).orElse(reply);
        boolean none = target.resource().list() && ReplyPump.isNothing(Buffer.buffer(text));
        JsonValues given = none ? JsonValues.none() : JsonValues.each(text);
        ScriptedMapping.Mapped mapped = scripted.map(mapping, tenant, owner, given, true);
        return none || given.isArray()
                ? new Body(mapped.array(), OptionalInt.of(given.size()), window)
                : new Body(mapped.objects().getFirst(), OptionalInt.empty(), window);
    }

    private static Future<Void> write(
            Target target, Body body, Optional<Page> cut, CallTrace trace, HttpServerResponse to) {
        if (target.resource().list() && body.rows().isPresent()) {
            to.putHeader(Headers.RETURNED_COUNT, Integer.toString(body.rows().getAsInt()));
        }
        body.window().ifPresent(window -> {
            to.putHeader(Headers.TOTAL_COUNT, Integer.toString(window.total()));
            cut.flatMap(page -> page.nextToken(window.total()))
                    .ifPresent(token -> to.putHeader(Headers.NEXT_PAGE_TOKEN, token));
        });
        return Replying.write(to, body.json(), trace);
    }
}
