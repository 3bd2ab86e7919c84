package dev.valence.reception;

import dev.valence.http.Forbidden;
import dev.valence.http.Page;
import dev.valence.tenant.Callers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;

/** Posts that were not taken, for administrators: counts by hour, element and reason. */
@Path("/elements/api-v2")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class RefusalEndpoint {
    /** The last segment; no element is called so. */
    static final String NAME = "refusals";

    private final Callers callers;
    private final Refusals refusals;

    public RefusalEndpoint(Callers callers, Refusals refusals) {
        this.callers = callers;
        this.refusals = refusals;
    }

    @GET
    @Path("events/" + NAME)
    public Response list(@HeaderParam("Authorization") Optional<String> authorization, @Context UriInfo uri) {
        if (!callers.require(authorization).administrator()) {
            throw new Forbidden("Only administrators see the refused posts, which are those of all accounts");
        }
        Page page = Page.of(uri.getQueryParameters());
        List<Refusals.Count> rows = refusals.list(page.offset(), page.size());
        return page.reply(rows, rows.size(), refusals.size());
    }
}
