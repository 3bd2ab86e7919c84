package dev.valence.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Optional;

/**
 * Answers a request whose body is not valid HTTP, say with a chunk size that is no number; Vert.x closes such a connection
 * without a word. Lives on one connection, in front of Vert.x's own handler.
 */
final class BrokenBodies extends ChannelInboundHandlerAdapter {
    private boolean broken;

    static void answerOn(HttpConnection connection) {
        if (connection instanceof ConnectionBase base) {
            base.channelHandlerContext().pipeline().addBefore("handler", "broken-bodies", new BrokenBodies());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        // A broken head comes as a request, which Vert.x answers by itself.
        if (!broken
                && !(message instanceof HttpRequest)
                && message instanceof HttpContent content
                && content.decoderResult().isFailure()) {
            broken = true;
            refuse(context);
        }
        if (broken) {
            ReferenceCountUtil.release(message);
        } else {
            context.fireChannelRead(message);
        }
    }

    private static void refuse(ChannelHandlerContext context) {
        String requestId = RequestId.next();
        byte[] body = Json.bytes(new ErrorBody(
                requestId, "The request body is not valid HTTP; check the sizes of its chunks", Optional.empty()));
        var response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.BAD_REQUEST, Unpooled.wrappedBuffer(body));
        response.headers()
                .set(Headers.REQUEST_ID, requestId)
                .set(HttpHeaderNames.CONTENT_TYPE, Replies.JSON)
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
                .set(HttpHeaderNames.CONNECTION, "close");
        context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
}
