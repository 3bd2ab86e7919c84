package dev.valence.instance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.element.Catalog;
import dev.valence.element.Element;
import dev.valence.http.Ids;
import dev.valence.http.NotFound;
import dev.valence.tenant.Caller;
import dev.valence.tenant.Callers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.Optional;

/** The configuration entries of an instance, one by one. */
@Path("/elements/api-v2")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ConfigurationResource {
    private final Callers callers;
    private final Instances instances;
    private final Provisioning provisioning;
    private final Catalog catalog;

    public ConfigurationResource(Callers callers, Instances instances, Provisioning provisioning, Catalog catalog) {
        this.callers = callers;
        this.instances = instances;
        this.provisioning = provisioning;
        this.catalog = catalog;
    }

    @GET
    @Path("instances/{id}/configuration")
    public ArrayNode list(@HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id) {
        return entries(find(authorization, id));
    }

    @PATCH
    @Path("instances/{id}/configuration")
    public ArrayNode change(
            @HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id, byte[] body) {
        Instance before = find(authorization, id);
        Instance after = change(authorization, before, InstanceRequest.readConfiguration(body));
        ArrayNode entries = entries(after);
        InstanceReply.madeSecret(Optional.of(before), after)
                .ifPresent(secret -> entries.forEach(entry -> {
                    if (entry instanceof ObjectNode json
                            && json.path("key").asText().equals(SecretKeys.WEBHOOK_SECRET)) {
                        json.put("propertyValue", secret);
                    }
                }));
        return entries;
    }

    @GET
    @Path("instances/{id}/configuration/{entry}")
    public ObjectNode read(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("id") String id,
            @PathParam("entry") String entry) {
        Instance instance = find(authorization, id);
        return shown(instance, setting(instance, entry));
    }

    @PATCH
    @Path("instances/{id}/configuration/{entry}")
    public ObjectNode changeOne(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("id") String id,
            @PathParam("entry") String entry,
            byte[] body) {
        Instance before = find(authorization, id);
        Instance.Setting setting = setting(before, entry);
        Instance after = change(authorization, before, Map.of(setting.key(), InstanceRequest.readValue(body)));
        ObjectNode json = shown(after, setting(after, entry));
        // A change of another entry, the switch of events, makes a secret too; no other reply will show it.
        String place = setting.key().equals(SecretKeys.WEBHOOK_SECRET) ? "propertyValue" : "secret";
        InstanceReply.madeSecret(Optional.of(before), after).ifPresent(secret -> json.put(place, secret));
        return json;
    }

    private Instance change(Optional<String> authorization, Instance before, Map<String, Optional<String>> values) {
        Caller caller = callers.require(authorization);
        return provisioning.update(caller, before.id(), InstanceRequest.ofConfiguration(values));
    }

    private Instance find(Optional<String> authorization, String id) {
        return instances.require(callers.require(authorization), Ids.parse(id, "instance"));
    }

    /** An entry by its number, or by its key. */
    private static Instance.Setting setting(Instance instance, String entry) {
        return instance.settings().sequencedValues().stream()
                .filter(setting -> Long.toString(setting.id()).equals(entry)
                        || setting.key().equals(entry))
                .findFirst()
                .orElseThrow(() -> NotFound.withId("configuration", entry));
    }

    private ArrayNode entries(Instance instance) {
        return InstanceReply.entries(instance, catalog.require(instance.elementKey()));
    }

    private ObjectNode shown(Instance instance, Instance.Setting setting) {
        Element element = catalog.require(instance.elementKey());
        Map<String, Optional<String>> shown = InstanceReply.shown(instance, Configuration.of(element, instance));
        return InstanceReply.entry(setting, shown.getOrDefault(setting.key(), Optional.empty()), element);
    }
}
