package dev.valence.instance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.tenant.Authorization;
import dev.valence.tenant.Caller;
import dev.valence.tenant.Callers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** The paths without an id: the element token selects the instance, the rest is as by id. */
@Path("/elements/api-v2")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class CurrentInstanceResource {
    private final Callers callers;
    private final Instances instances;
    private final InstanceResource byId;
    private final ConfigurationResource configuration;

    public CurrentInstanceResource(
            Callers callers, Instances instances, InstanceResource byId, ConfigurationResource configuration) {
        this.callers = callers;
        this.instances = instances;
        this.byId = byId;
        this.configuration = configuration;
    }

    @PUT
    @Path("instances")
    public ObjectNode replace(@HeaderParam("Authorization") Optional<String> authorization, byte[] body) {
        return byId.replace(authorization, id(authorization), body);
    }

    @PATCH
    @Path("instances")
    public ObjectNode change(@HeaderParam("Authorization") Optional<String> authorization, byte[] body) {
        return byId.change(authorization, id(authorization), body);
    }

    @DELETE
    @Path("instances")
    public Response delete(@HeaderParam("Authorization") Optional<String> authorization) {
        return byId.delete(authorization, id(authorization));
    }

    @PUT
    @Path("instances/enabled")
    public ObjectNode enable(@HeaderParam("Authorization") Optional<String> authorization) {
        return byId.enable(authorization, id(authorization));
    }

    @DELETE
    @Path("instances/enabled")
    public ObjectNode disable(@HeaderParam("Authorization") Optional<String> authorization) {
        return byId.disable(authorization, id(authorization));
    }

    @GET
    @Path("instances/configuration")
    public ArrayNode configuration(@HeaderParam("Authorization") Optional<String> authorization) {
        return configuration.list(authorization, id(authorization));
    }

    @PATCH
    @Path("instances/configuration")
    public ArrayNode changeConfiguration(@HeaderParam("Authorization") Optional<String> authorization, byte[] body) {
        return configuration.change(authorization, id(authorization), body);
    }

    @GET
    @Path("instances/configuration/{entry}")
    public ObjectNode configurationEntry(
            @HeaderParam("Authorization") Optional<String> authorization, @PathParam("entry") String entry) {
        return configuration.read(authorization, id(authorization), entry);
    }

    @PATCH
    @Path("instances/configuration/{entry}")
    public ObjectNode changeConfigurationEntry(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("entry") String entry,
            byte[] body) {
        return configuration.changeOne(authorization, id(authorization), entry, body);
    }

    private String id(Optional<String> authorization) {
        Authorization credentials = Authorization.parse(authorization);
        Caller caller = callers.require(credentials);
        return Long.toString(CurrentInstance.of(instances, caller, credentials).id());
    }
}
