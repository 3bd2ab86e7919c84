package dev.valence.provider;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.impl.ContextInternal;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The outgoing HTTP clients of the hub path: one per event loop, so that a call and its connection stay on the
 * thread that serves the caller.
 *
 * <p>Only for code that runs on an event loop; used from other threads Vert.x's client loses bodies.
 */
@Singleton
public class EventLoopClients {
    private final Vertx vertx;
    private final int connectionsPerHost;
    private final Map<Object, HttpClient> byEventLoop = new ConcurrentHashMap<>();

    public EventLoopClients(
            Vertx vertx, @ConfigProperty(name = "valence.provider.connections-per-host") int connectionsPerHost) {
        this.vertx = vertx;
        this.connectionsPerHost = connectionsPerHost;
    }

    /** The client of the event loop this is called on. */
    public HttpClient current() {
        Context context = Vertx.currentContext();
        if (context == null || !context.isEventLoopContext()) {
            throw new IllegalStateException("Only to be used on an event loop");
        }
        return byEventLoop.computeIfAbsent(((ContextInternal) context).nettyEventLoop(), loop -> create());
    }

    private HttpClient create() {
        HttpClientOptions options = new HttpClientOptions()
                .setKeepAlive(true)
                // Shorter than the usual 60 s or more of servers, so that a pooled connection is rarely one that the
                // provider has just closed.
                .setKeepAliveTimeout(20)
                .setConnectTimeout(5_000)
                .setMaxHeaderSize(64 * 1024)
                .setMaxInitialLineLength(16 * 1024)
                .setDecompressionSupported(false)
                .setTcpNoDelay(true);
        return vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(connectionsPerHost));
    }
}
