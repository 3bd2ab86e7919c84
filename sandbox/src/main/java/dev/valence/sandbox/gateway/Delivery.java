package dev.valence.sandbox.gateway;

import dev.valence.sandbox.http.Reply;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** Writes a {@link Reply} to the network, whole or cut off. */
public final class Delivery {
    private Delivery() {}

    public static void whole(RoutingContext context, Reply reply) {
        HttpServerResponse response = head(context, reply);
        boolean headOnly = context.request().method().equals(HttpMethod.HEAD);
        switch (reply.body()) {
            case Reply.Empty() -> response.end();
            case Reply.Text(String text) -> {
                Buffer bytes = Buffer.buffer(text);
                if (headOnly) {
                    response.putHeader("Content-Length", String.valueOf(bytes.length()))
                            .end();
                } else {
                    response.end(bytes);
                }
            }
            case Reply.Stored(var path, long size) -> {
                if (headOnly) {
                    response.putHeader("Content-Length", String.valueOf(size)).end();
                } else {
                    response.sendFile(path.toString());
                }
            }
        }
    }

    /** Announces the whole length, sends half of it and closes the connection. */
    static void truncated(RoutingContext context, Reply reply) {
        HttpServerResponse response = head(context, reply);
        switch (reply.body()) {
            case Reply.Empty() -> close(context);
            case Reply.Text(String text) -> {
                Buffer bytes = Buffer.buffer(text);
                response.putHeader("Content-Length", String.valueOf(bytes.length()))
                        .write(bytes.slice(0, bytes.length() / 2))
                        .onComplete(written -> close(context));
            }
            case Reply.Stored(var path, long size) ->
                context.vertx()
                        .fileSystem()
                        .open(path.toString(), new OpenOptions().setWrite(false))
                        .onSuccess(file -> {
                            response.putHeader("Content-Length", String.valueOf(size));
                            file.setReadLength(size / 2)
                                    .pipe()
                                    .endOnComplete(false)
                                    .to(response)
                                    .onComplete(sent -> {
                                        file.close();
                                        close(context);
                                    });
                        })
                        .onFailure(missing -> close(context));
        }
    }

    static void close(RoutingContext context) {
        context.request().connection().close();
    }

    private static HttpServerResponse head(RoutingContext context, Reply reply) {
        HttpServerResponse response = context.response().setStatusCode(reply.status());
        reply.headers().forEach(response::putHeader);
        return response;
    }
}
