package dev.valence.http;

import io.netty.handler.codec.TooLongFrameException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The server's own listening socket.
 *
 * <p>Opened here and not by the framework because three things have to be ours: what is answered to a request that is
 * not even HTTP (the framework closes without a word), the hub path, which skips the framework's router, and the
 * moment of opening, which is after everything else has started. All else goes on to the framework's routes.
 */
@Singleton
public class Edge {
    /** Secrets, tokens and a page token fit many times over; a request with more is not one of ours. */
    private static final int HEADER_LIMIT = 64 * 1024;

    private final Vertx vertx;
    private final Instance<RequestGate> gates;
    private final Instance<EarlyRoute> earlyRoutes;
    private final BodyLimit bodyLimit;
    private final String host;
    private final int port;
    private volatile String deployment = "";

    public Edge(
            Vertx vertx,
            Instance<RequestGate> gates,
            Instance<EarlyRoute> earlyRoutes,
            BodyLimit bodyLimit,
            @ConfigProperty(name = "valence.host") String host,
            @ConfigProperty(name = "valence.port") int port) {
        this.vertx = vertx;
        this.gates = gates;
        this.earlyRoutes = earlyRoutes;
        this.bodyLimit = bodyLimit;
        this.host = host;
        this.port = port;
    }

    /** Last of all start-up work: before this nothing is accepted, after it everything works. */
    void open(@Observes @Priority(10_000) StartupEvent start) throws Exception {
        List<RequestGate> open = gates.stream().toList();
        List<EarlyRoute> routes = earlyRoutes.stream()
                .sorted(Comparator.comparingInt(EarlyRoute::rank))
                .toList();
        DeploymentOptions perCore =
                new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
        deployment = vertx.deployVerticle(() -> new Listener(open, routes), perCore)
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    /** First of all shut-down work, so that no request meets a closed database. */
    void close(@Observes @Priority(1) ShutdownEvent stop) throws Exception {
        if (!deployment.isEmpty()) {
            vertx.undeploy(deployment).toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    private HttpServerOptions options() {
        return new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setMaxHeaderSize(HEADER_LIMIT)
                .setMaxInitialLineLength(HEADER_LIMIT)
                .setMaxFormAttributeSize(1 << 20)
                .setDecompressionSupported(false)
                .setIdleTimeout(180)
                .setTcpNoDelay(true);
    }

    private final class Listener extends AbstractVerticle {
        private final List<RequestGate> gates;
        private final List<EarlyRoute> routes;
        private final Handler<HttpServerRequest> framework = VertxHttpRecorder.getRootHandler();

        Listener(List<RequestGate> gates, List<EarlyRoute> routes) {
            this.gates = gates;
            this.routes = routes;
        }

        @Override
        public void start(Promise<Void> started) {
            vertx.createHttpServer(options())
                    .connectionHandler(BrokenBodies::answerOn)
                    .requestHandler(this::serve)
                    .invalidRequestHandler(Edge::refuseInvalid)
                    .listen()
                    .<Void>mapEmpty()
                    .onComplete(started);
        }

        private void serve(HttpServerRequest request) {
            Replies.stamp(request);
            if (request.method().equals(HttpMethod.OPTIONS) && Cors.isPreflight(request)) {
                Cors.answerPreflight(request);
                return;
            }
            try {
                PercentEncoding.require(request.uri());
                for (RequestGate gate : gates) {
                    gate.pass(request);
                }
            } catch (ApiException e) {
                Replies.fail(request, e);
                return;
            }
            serve(request, 0);
        }

        /** Asks the routes from this place on. */
        private void serve(HttpServerRequest request, int from) {
            for (int i = from; i < routes.size(); i++) {
                if (routes.get(i).wants(request)) {
                    int next = i + 1;
                    routes.get(i).handle(request, () -> serve(request, next));
                    return;
                }
            }
            framework(request);
        }

        private void framework(HttpServerRequest request) {
            if (bodyLimit.exceededBy(request)) {
                Replies.fail(request, bodyLimit.fault());
                return;
            }
            framework.handle(request);
        }
    }

    /** A request that Vert.x could not decode: too long, or not HTTP at all. */
    private static void refuseInvalid(HttpServerRequest request) {
        Throwable fault = request.decoderResult().cause();
        Replies.stamp(request);
        request.response().putHeader("Connection", "close");
        if (fault instanceof TooLongFrameException tooLong) {
            boolean line = String.valueOf(tooLong.getMessage()).contains("line");
            Replies.write(
                    request,
                    line ? 414 : 431,
                    line
                            ? "The request line is longer than " + HEADER_LIMIT + " bytes; shorten the query"
                            : "The request headers are larger than " + HEADER_LIMIT + " bytes; send fewer or smaller"
                                    + " headers");
        } else {
            Replies.write(request, 400, "The request is not valid HTTP; check the request line and the headers");
        }
    }
}
