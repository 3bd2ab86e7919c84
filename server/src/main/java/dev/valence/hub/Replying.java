package dev.valence.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.valence.element.PagingStyle;
import dev.valence.element.Reply;
import dev.valence.element.Resource;
import dev.valence.http.Headers;
import dev.valence.http.Json;
import dev.valence.http.Page;
import dev.valence.http.Replies;
import dev.valence.mapping.ObjectMapping;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** The steps behind the provider's answer: page token, root, nulls and fields, and out to the caller. */
@Singleton
public class Replying {
    private static final CharSequence RETURNED_COUNT = HttpHeaders.createOptimized(Headers.RETURNED_COUNT);

    private final ScriptedReply scriptedReply;
    private final Clock clock;

    public Replying(ScriptedReply scriptedReply, Clock clock) {
        this.scriptedReply = scriptedReply;
        this.clock = clock;
    }

    /**
     * Passes a successful reply on. The platform's status is 200, whichever of the 2xx the vendor sent.
     *
     * @param requestPath path of the vendor request, which the next page must share
     */
    Future<Void> pass(
            Target target,
            Incoming incoming,
            Optional<PageWish> page,
            String requestPath,
            HttpClientResponse reply,
            CallTrace trace) {
        HttpServerResponse to = incoming.request().response();
        Resource resource = target.resource();
        page.ifPresent(wish ->
                stampPage(to, wish, target, requestPath, () -> reply.headers().getAll("Link")));
        if (resource.reply().isPresent() && resource.reply().get() instanceof Reply.Body(JsonNode template)) {
            reply.resume();
            return write(to, Json.bytes(filledIn(template, target)), trace);
        }
        if (!resource.json()) {
            return passBytes(reply, to);
        }
        if (isEmpty(reply)) {
            reply.resume();
            return to.end();
        }
        if (target.mapping().filter(ObjectMapping::scripted).isPresent()) {
            Optional<Page> cut =
                    page.filter(wish -> resource.cutByPlatform()).map(wish -> wish.numbered(incoming.query()));
            return scriptedReply.pass(reply, target, filter(target, incoming), cut, trace, to);
        }
        ReplyTransform filter = transform(target, incoming);
        to.putHeader(HttpHeaders.CONTENT_TYPE, Replies.JSON);
        if (page.isPresent() && resource.cutByPlatform()) {
            return CutReply.pass(reply, to, filter, page.get().numbered(incoming.query()), trace);
        }
        return new ReplyPump(reply, to, filter, resource.list(), rows -> stampCount(to, resource, rows), trace).run();
    }

    /** As {@link #pass}, for a reply that is in memory since hooks have seen it. */
    Future<Void> passWhole(
            Target target,
            Incoming incoming,
            Optional<PageWish> page,
            String requestPath,
            WholeReply reply,
            CallTrace trace) {
        HttpServerResponse to = incoming.request().response();
        Resource resource = target.resource();
        page.ifPresent(wish -> stampPage(
                to,
                wish,
                target,
                requestPath,
                () -> reply.header("Link").stream().toList()));
        stampHooked(to, reply);
        if (resource.reply().isPresent() && resource.reply().get() instanceof Reply.Body(JsonNode template)) {
            return write(to, Json.bytes(filledIn(template, target)), trace);
        }
        if (!resource.json()) {
            to.putHeader(HttpHeaders.CONTENT_TYPE, reply.header("Content-Type").orElse(resource.contentType()));
            return to.end(reply.body());
        }
        if (reply.body().length() == 0) {
            return to.end();
        }
        Optional<Page> cut = page.filter(wish -> resource.cutByPlatform()).map(wish -> wish.numbered(incoming.query()));
        if (target.mapping().filter(ObjectMapping::scripted).isPresent()) {
            return scriptedReply.pass(reply.body(), target, filter(target, incoming), cut, trace, to);
        }
        ReplyTransform filter = transform(target, incoming);
        return cut.isPresent()
                ? CutReply.pass(reply.body(), to, filter, cut.get(), trace)
                : write(to, filtered(target, reply.body(), filter, to), trace);
    }

    private static byte[] filtered(Target target, Buffer whole, ReplyTransform filter, HttpServerResponse to) {
        try {
            Buffer all = filter.feed(whole).appendBuffer(filter.end());
            boolean empty = target.resource().list() && ReplyPump.isNothing(all);
            stampCount(to, target.resource(), empty ? OptionalLong.of(0) : filter.elements());
            return empty ? new byte[] {'[', ']'} : all.getBytes();
        } catch (MalformedReply e) {
            throw ReplyPump.notJson(e);
        }
    }

    /** Answers with what a hook gave in the vendor's place, as it is. */
    Future<Void> passAnswer(Incoming incoming, WholeReply answer, CallTrace trace) {
        trace.enter(Step.REPLY);
        HttpServerResponse to = incoming.request().response().setStatusCode(answer.status());
        stampHooked(to, answer);
        return answer.body().length() == 0 ? to.end() : write(to, answer.body().getBytes(), trace);
    }

    /** Of a hook's headers the platform's own reach the caller, such as the token of the next page. */
    private static void stampHooked(HttpServerResponse to, WholeReply reply) {
        reply.header(Headers.NEXT_PAGE_TOKEN).ifPresent(token -> to.putHeader(Headers.NEXT_PAGE_TOKEN, token));
    }

    private static ReplyFilter filter(Target target, Incoming incoming) {
        return new ReplyFilter(
                target.resource().rootKey().response().orElse(""),
                target.connection().filtersNulls(),
                FieldChoice.parse(incoming.query().first("fields").orElse("")));
    }

    private static ReplyTransform transform(Target target, Incoming incoming) {
        ReplyFilter filter = filter(target, incoming);
        return target.mapping()
                .<ReplyTransform>map(mapping -> new MappedReply(filter, mapping))
                .orElse(filter);
    }

    private static void stampPage(
            HttpServerResponse to,
            PageWish wish,
            Target target,
            String requestPath,
            Supplier<List<String>> linkHeaders) {
        if (wish.reduced()) {
            to.putHeader(Headers.ERROR, "pageSize was reduced to " + wish.size() + ", the most that this list gives");
        }
        if (target.resource().paging().style() == PagingStyle.LINK_HEADER) {
            List<String> links = linkHeaders.get();
            if (!links.isEmpty()) {
                VendorPage.after(LinkHeader.parse(links), requestPath)
                        .ifPresent(next -> to.putHeader(Headers.NEXT_PAGE_TOKEN, next.encode()));
            }
        }
    }

    private static void stampCount(HttpServerResponse to, Resource resource, OptionalLong rows) {
        if (resource.list() && rows.isPresent()) {
            to.putHeader(RETURNED_COUNT, Long.toString(rows.getAsLong()));
        }
    }

    private static boolean isEmpty(HttpClientResponse reply) {
        return reply.statusCode() == 204 || "0".equals(reply.getHeader(HttpHeaders.CONTENT_LENGTH));
    }

    /** Files pass as they come, no faster than the caller reads. */
    private static Future<Void> passBytes(HttpClientResponse reply, HttpServerResponse to) {
        for (CharSequence name : List.of(
                HttpHeaders.CONTENT_TYPE,
                HttpHeaders.CONTENT_LENGTH,
                HttpHeaders.createOptimized("Content-Disposition"))) {
            String value = reply.getHeader(name);
            if (value != null) {
                to.putHeader(name, value);
            }
        }
        if (!to.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
            to.setChunked(true);
        }
        return reply.pipeTo(to);
    }

    static Future<Void> write(HttpServerResponse to, byte[] json, CallTrace trace) {
        to.putHeader(HttpHeaders.CONTENT_TYPE, Replies.JSON);
        Buffer body = Buffer.buffer(json);
        trace.replied(body);
        return to.end(body);
    }

    private JsonNode filledIn(JsonNode template, Target target) {
        return switch (template) {
            case ObjectNode object -> {
                ObjectNode filled = Json.MAPPER.createObjectNode();
                object.properties().forEach(member -> filled.set(member.getKey(), filledIn(member.getValue(), target)));
                yield filled;
            }
            case ArrayNode array -> {
                ArrayNode filled = Json.MAPPER.createArrayNode();
                array.forEach(item -> filled.add(filledIn(item, target)));
                yield filled;
            }
            case TextNode text ->
                TextNode.valueOf(text.asText()
                        .replace(
                                "{now}",
                                clock.instant().truncatedTo(ChronoUnit.MILLIS).toString())
                        .replace("{elementKey}", target.connection().element().key()));
            default -> template;
        };
    }
}
