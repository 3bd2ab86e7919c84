package dev.valence.sandbox.control;

import dev.valence.sandbox.gateway.Delivery;
import dev.valence.sandbox.http.Reply;
import dev.valence.sandbox.webex.WebexProvider;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;

/** Mounts the control API and the front page, past all faults and counters. */
@Singleton
public final class ControlRoutes {
    private static final String PREFIX = "/_sandbox";
    private static final long BODY_BYTES = 1 << 16;

    private final ControlApi control;
    private final WebexProvider webex;

    @Inject
    public ControlRoutes(ControlApi control, WebexProvider webex) {
        this.control = control;
        this.webex = webex;
    }

    void mount(@Observes Router router) {
        router.route(PREFIX + "/*")
                .handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES))
                .handler(this::control);
        router.get("/").handler(context -> Delivery.whole(context, FrontPage.render(webex)));
    }

    private void control(RoutingContext context) {
        // Pages of other sites, open in the same browser, may not pull these switches.
        String origin = context.request().getHeader("Origin");
        if (origin != null
                && !origin.equals(
                        context.request().scheme() + "://" + context.request().getHeader("Host"))) {
            Delivery.whole(context, Reply.json(403, Map.of("message", "Other sites may not use the control API.")));
            return;
        }
        byte[] body = context.body().buffer() == null
                ? new byte[0]
                : context.body().buffer().getBytes();
        String path = context.normalizedPath().substring(PREFIX.length());
        Delivery.whole(context, control.answer(context.request().method().name(), path, body));
    }
}
