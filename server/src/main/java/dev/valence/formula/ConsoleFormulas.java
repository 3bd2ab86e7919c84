package dev.valence.formula;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.tenant.Caller;
import dev.valence.tenant.Callers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.Optional;

/** What the console's editor asks while a formula is being edited. */
@Path("/console")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Singleton
public final class ConsoleFormulas {
    private final Callers callers;
    private final SubFormulaLinks links;
    private final Clock clock;

    ConsoleFormulas(Callers callers, SubFormulaLinks links, Clock clock) {
        this.callers = callers;
        this.links = links;
        this.clock = clock;
    }

    /** Checks a document and stores nothing; see {@link FormulaCheck#of}. */
    @POST
    @Path("formulas/check")
    public ObjectNode check(@HeaderParam("Authorization") Optional<String> authorization, byte[] body) {
        Caller caller = callers.require(authorization);
        ObjectNode given = FormulaReader.body(body);
        ObjectNode reply = FormulaCheck.of(given, clock.instant());
        ObjectNode warnings = reply.withObjectProperty("warnings");
        links.warnings(caller, given).forEach(warnings::put);
        return reply;
    }
}
