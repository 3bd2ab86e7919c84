package dev.valence.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.element.Catalog;
import dev.valence.element.Element;
import dev.valence.http.BadRequest;
import dev.valence.http.Json;
import dev.valence.tenant.Caller;
import dev.valence.tenant.Callers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Sessions for connect buttons, made by a customer's backend. */
@Path("/elements/api-v2")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Singleton
public final class ConnectSessionEndpoints {
    private final Callers callers;
    private final Catalog catalog;
    private final Consents consents;
    private final ConnectSessions sessions;
    private final String publicUrl;

    ConnectSessionEndpoints(
            Callers callers,
            Catalog catalog,
            Consents consents,
            ConnectSessions sessions,
            @ConfigProperty(name = "valence.public-url") String publicUrl) {
        this.callers = callers;
        this.catalog = catalog;
        this.consents = consents;
        this.sessions = sessions;
        this.publicUrl = publicUrl.replaceAll("/+$", "");
    }

    /**
     * A token for one instance: {@code {"elementKeys", "tags", "origin", "configuration"}} gives {@code {"token", "url",
     * "expiresAt"}}. The token stands in the fragment of the link, which browsers do not send and servers do not log.
     */
    @POST
    @Path("connect/sessions")
    public ObjectNode open(@HeaderParam("Authorization") Optional<String> authorization, byte[] body) {
        Caller caller = callers.require(authorization);
        JsonNode json = Json.tree(body, "request body");
        FieldFaults faults = new FieldFaults();
        List<Element> elements = elements(json);
        Optional<String> origin = faults.text("origin", json.path("origin")).map(Origin::of);
        ConnectForm form = ConnectForm.EMPTY.with(only(json), faults);
        // The name comes from the person later.
        ConnectForm unnamed = form.named("-");
        for (Element element : elements) {
            form.configuration().keySet().stream()
                    .filter(key -> !isKnown(element, key))
                    .forEach(key -> faults.add(key, "is not in the configuration of " + element.name()));
            consents.check(new Consents.Wish(caller, element, unnamed, Optional.empty(), ""), faults);
        }
        faults.throwIfAny();
        List<String> keys = elements.stream().map(Element::key).toList();
        ConnectSessions.Opened opened = sessions.open(caller, keys, origin, form);
        return Json.MAPPER
                .createObjectNode()
                .put("token", opened.token())
                .put("url", publicUrl + "/connect#" + opened.token())
                .put(
                        "expiresAt",
                        opened.expiresAt().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    /** Nobody looks at what a backend sends, so that a slip has to be told. Events have entries that no element lists. */
    private static boolean isKnown(Element element, String key) {
        return element.entry(key).isPresent() || key.startsWith("event.");
    }

    /** Each once, also when it is named twice. */
    private List<Element> elements(JsonNode json) {
        JsonNode keys = json.path("elementKeys");
        if (!keys.isArray() || keys.isEmpty()) {
            throw new BadRequest("elementKeys is missing; send a list with at least one key of an element");
        }
        Map<String, Element> elements = new LinkedHashMap<>();
        for (JsonNode key : keys) {
            if (!key.isTextual() && !key.isIntegralNumber()) {
                throw new BadRequest("elementKeys must be a list of texts, the keys of elements");
            }
            Element element = catalog.require(key.asText());
            elements.put(element.key(), element);
        }
        return List.copyOf(elements.values());
    }

    /** Name and scope are not the backend's to say here; other members are ignored as everywhere. */
    private static ObjectNode only(JsonNode json) {
        ObjectNode kept = Json.MAPPER.createObjectNode();
        for (String member : List.of("tags", "configuration")) {
            if (json.has(member)) {
                kept.set(member, json.get(member));
            }
        }
        return kept;
    }
}
