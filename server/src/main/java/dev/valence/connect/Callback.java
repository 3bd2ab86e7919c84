package dev.valence.connect;

import dev.valence.tenant.Authorization;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where providers send people back to. The code in the address is used at once, and the browser goes on without it. */
@Path("/console")
@RunOnVirtualThread
@Singleton
public final class Callback {
    private final Consents consents;

    Callback(Consents consents) {
        this.consents = consents;
    }

    @GET
    @Path("oauth/callback")
    public Response back(
            @HeaderParam("Authorization") Optional<String> authorization,
            @CookieParam(EmbeddedConnect.COOKIE) Optional<String> popUp,
            @Context UriInfo uri) {
        Optional<String> session = Authorization.parse(authorization).session();
        List<String> bindings = Stream.concat(session.stream(), Bindings.of(popUp).values().stream())
                .toList();
        // Who has no session of the console would only be asked to log in there.
        String strange = session.isPresent() ? "/connections/" + ConsoleConnections.UNKNOWN : EmbeddedConnect.DONE;
        String place = consents.end(parameters(uri), bindings)
                .map(flow -> flow.connectSession().isPresent()
                        ? EmbeddedConnect.done(flow.id())
                        : "/connections/" + flow.id())
                .orElse(strange);
        return Response.seeOther(URI.create(place))
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer")
                .build();
    }

    private static Map<String, String> parameters(UriInfo uri) {
        Map<String, String> parameters = new LinkedHashMap<>();
        uri.getQueryParameters().forEach((name, values) -> parameters.put(name, values.getFirst()));
        return parameters;
    }
}
