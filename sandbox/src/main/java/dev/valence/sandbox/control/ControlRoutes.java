package dev.valence.sandbox.control;

import dev.valence.sandbox.gateway.CallReader;
import dev.valence.sandbox.gateway.Delivery;
import dev.valence.sandbox.http.Reply;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Mounts the control API and the page for people, past all faults and counters. */
@Singleton
public final class ControlRoutes {
    private static final String PREFIX = "/_sandbox";
    private static final String FILES = "/page/";
    private static final long BODY_BYTES = 1 << 16;

    private static final Logger LOG = Logger.getLogger(ControlRoutes.class);

    private final ControlApi control;
    private final OwnHost ownHost;

    @Inject
    public ControlRoutes(ControlApi control, @ConfigProperty(name = "sandbox.host") String host) {
        this.control = control;
        ownHost = new OwnHost(host);
    }

    void mount(@Observes Router router) {
        router.route(PREFIX + "/*")
                .handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES))
                .handler(this::guard)
                .handler(this::control)
                .failureHandler(ControlRoutes::fail);
        readable(router, "/").handler(context -> Delivery.whole(context, PageFiles.document()));
        readable(router, FILES + "*")
                .handler(context -> Delivery.whole(
                        context, PageFiles.file(context.normalizedPath().substring(FILES.length()))));
    }

    private static Route readable(Router router, String path) {
        return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
    }

    /** Pages of other sites, open in the same browser, may not pull these switches, nor read what they say. */
    private void guard(RoutingContext context) {
        String origin = context.request().getHeader("Origin");
        boolean foreign = origin != null
                && !origin.equals(
                        context.request().scheme() + "://" + context.request().getHeader("Host"));
        if (foreign || !ownHost.isOf(context.request())) {
            Delivery.whole(
                    context,
                    Reply.json(
                            403,
                            Map.of(
                                    "message",
                                    "Other sites may not use the control API. Call it as localhost, by number, or"
                                            + " under the name in VALENCE_SANDBOX_HOST.")));
        } else {
            context.next();
        }
    }

    private static void fail(RoutingContext context) {
        if (context.response().headWritten()) {
            return;
        }
        int status = context.statusCode() >= 400 ? context.statusCode() : 500;
        if (status == 500) {
            LOG.errorf(context.failure(), "The control API failed at %s", context.normalizedPath());
        }
        String message =
                status == 413 ? "The request body is larger than allowed." : "The sandbox failed; see its log.";
        Delivery.whole(context, Reply.json(status, Map.of("message", message)));
    }

    private void control(RoutingContext context) {
        byte[] body = context.body().buffer() == null
                ? new byte[0]
                : context.body().buffer().getBytes();
        String path = context.normalizedPath().substring(PREFIX.length());
        Delivery.whole(
                context,
                control.answer(context.request().method().name(), CallReader.origin(context.request()), path, body));
    }
}
