package dev.valence.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.concurrent.TimeUnit;

/**
 * Ends a connection whose request was answered before all of its body came. What still comes is read for a moment and thrown
 * away: a connection that is closed with unread bytes is reset, and many clients then never see the answer.
 */
final class LingeringClose extends ChannelInboundHandlerAdapter {
    private static final int SECONDS = 2;
    private static final long MOST_BYTES = 64L << 20;

    private long bytes;

    /** To be called when the answer is written. */
    static void of(HttpConnection connection) {
        if (connection instanceof ConnectionBase base) {
            ChannelHandlerContext context = base.channelHandlerContext();
            context.executor().execute(() -> {
                if (context.channel().isActive()) {
                    context.pipeline().addBefore("handler", "lingering-close", new LingeringClose());
                    var _ = context.executor().schedule(() -> close(context), SECONDS, TimeUnit.SECONDS);
                    // A body that was not to be read yet has its connection stopped.
                    context.channel().config().setAutoRead(true);
                    context.read();
                }
            });
        } else {
            connection.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        boolean last = message instanceof LastHttpContent;
        if (message instanceof HttpContent content) {
            bytes += content.content().readableBytes();
        }
        ReferenceCountUtil.release(message);
        if (last || bytes > MOST_BYTES) {
            close(context);
        }
    }

    private static void close(ChannelHandlerContext context) {
        var _ = context.close();
    }
}
