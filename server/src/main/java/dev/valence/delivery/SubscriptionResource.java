package dev.valence.delivery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.valence.event.EventFilter;
import dev.valence.event.Events;
import dev.valence.event.Receiver;
import dev.valence.http.BadRequest;
import dev.valence.http.Conflict;
import dev.valence.http.Headers;
import dev.valence.http.Ids;
import dev.valence.http.Json;
import dev.valence.http.NotFound;
import dev.valence.http.Page;
import dev.valence.hub.Attribute;
import dev.valence.hub.Ceql;
import dev.valence.hub.Expression;
import dev.valence.hub.Literal;
import dev.valence.instance.InstanceRequest;
import dev.valence.instance.Instances;
import dev.valence.instance.Provisioning;
import dev.valence.tenant.Caller;
import dev.valence.tenant.Callers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Subscriptions and the deliveries that they keep, in the words of the wire contract (its section 5 on events). */
@Path("/elements/api-v2")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Singleton
public final class SubscriptionResource {
    private static final List<String> KEPT = List.of("queued", "dead");
    private static final String EXAMPLE = "; send where=channel='webhook' and status='queued', and config.url='...' if"
            + " only one callback is meant";

    private final Callers callers;
    private final Subscriptions subscriptions;
    private final Events events;
    private final Releases releases;
    private final Provisioning provisioning;
    private final Instances instances;

    SubscriptionResource(
            Callers callers,
            Subscriptions subscriptions,
            Events events,
            Releases releases,
            Provisioning provisioning,
            Instances instances) {
        this.instances = instances;
        this.callers = callers;
        this.subscriptions = subscriptions;
        this.events = events;
        this.releases = releases;
        this.provisioning = provisioning;
    }

    @GET
    @Path("notifications/subscriptions")
    public Response list(@HeaderParam("Authorization") Optional<String> authorization, @Context UriInfo uri) {
        Page page = Page.of(uri.getQueryParameters());
        List<Subscriptions.Subscription> all = subscriptions.of(callers.require(authorization));
        ArrayNode rows = Json.MAPPER.createArrayNode();
        page.cut(all).forEach(one -> rows.add(one.json()));
        return page.reply(rows, rows.size(), all.size());
    }

    @GET
    @Path("notifications/subscriptions/{id}")
    public ObjectNode read(@HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id) {
        return find(callers.require(authorization), id).json();
    }

    /** Gives an instance a callback; its topic in the body says which instance. */
    @POST
    @Path("notifications/subscriptions")
    public ObjectNode create(@HeaderParam("Authorization") Optional<String> authorization, byte[] body) {
        Caller caller = callers.require(authorization);
        SubscriptionWish wish = SubscriptionWish.read(body);
        long id = instances.require(caller, wish.requireInstanceId()).id();
        if (subscriptions.of(caller).stream().anyMatch(one -> one.id() == id)) {
            throw new Conflict("The instance " + id + " has a subscription already; PUT /notifications/subscriptions/"
                    + id + " changes it");
        }
        refuseInactive(wish);
        send(caller, id, Optional.of(wish.requireUrl()));
        return find(caller, Long.toString(id)).json();
    }

    /** Sends an instance's events elsewhere, or activates its subscription again, which sends what it kept. */
    @PUT
    @Path("notifications/subscriptions/{id}")
    public ObjectNode replace(
            @HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id, byte[] body) {
        Caller caller = callers.require(authorization);
        Subscriptions.Subscription before = find(caller, id);
        SubscriptionWish wish = SubscriptionWish.read(body);
        if (wish.instanceId().filter(other -> other != before.id()).isPresent()) {
            throw new BadRequest("The topic of a subscription stays; that of " + id + " is " + before.topic());
        }
        if (before.active()) {
            refuseInactive(wish);
        }
        wish.url()
                .filter(url -> !url.equals(before.url()))
                .ifPresent(url -> send(caller, before.id(), Optional.of(url)));
        if (!before.active() && wish.active().orElse(false)) {
            reopen(before.id(), Wish.of(Optional.empty()));
        }
        return find(caller, id).json();
    }

    private static void refuseInactive(SubscriptionWish wish) {
        if (!wish.active().orElse(true)) {
            throw new BadRequest("A subscription is only made inactive by deliveries that fail; DELETE it, or set"
                    + " event.notification.enabled of the instance to false");
        }
    }

    /** Takes the callback away from the instance; its events are kept and listed as before, and not sent. */
    @DELETE
    @Path("notifications/subscriptions/{id}")
    public Response delete(@HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id) {
        Caller caller = callers.require(authorization);
        send(caller, find(caller, id).id(), Optional.empty());
        return Response.ok().build();
    }

    private void send(Caller caller, long instanceId, Optional<String> url) {
        provisioning.update(caller, instanceId, InstanceRequest.ofConfiguration(Map.of(Receiver.CALLBACK_URL, url)));
    }

    private Subscriptions.Subscription find(Caller caller, String id) {
        long number = Ids.parse(id, "subscription");
        return subscriptions.of(caller).stream()
                .filter(one -> one.id() == number)
                .findFirst()
                .orElseThrow(() -> NotFound.withId("subscription", id));
    }

    /** The deliveries that are kept, with the event each carries. */
    @GET
    @Path("notifications/subscriptions/deliveries")
    public Response kept(
            @HeaderParam("Authorization") Optional<String> authorization,
            @QueryParam("where") Optional<String> where,
            @Context UriInfo uri) {
        Wish wish = Wish.of(where);
        int size = Page.size(uri.getQueryParameters(), Page.CAP);
        Optional<KeptPlace> last =
                Page.text(uri.getQueryParameters(), "nextPage").map(KeptPlace::read);
        ArrayNode rows = Json.MAPPER.createArrayNode();
        Optional<KeptPlace> end = Optional.empty();
        boolean more = false;
        for (Subscriptions.Subscription one : subscriptions.of(callers.require(authorization))) {
            boolean over = last.filter(place -> place.subscription() > one.id()).isPresent();
            if (!wish.takes(one) || over || more) {
                continue;
            }
            EventFilter filter = wish.filter(last.filter(place -> place.subscription() == one.id()));
            for (Events.Item item : events.list(one.id(), filter, size - rows.size() + 1)) {
                more = rows.size() == size;
                if (!more) {
                    rows.add(delivery(one, item));
                    end = Optional.of(new KeptPlace(one.id(), item.event().id()));
                }
            }
        }
        Response.ResponseBuilder reply = Response.ok(rows).header(Headers.RETURNED_COUNT, rows.size());
        if (more) {
            end.ifPresent(place -> reply.header(Headers.NEXT_PAGE_TOKEN, place.text()));
        }
        return reply.build();
    }

    /** Activates the subscriptions again and sends what they kept. */
    @PUT
    @Path("notifications/subscriptions/deliveries")
    public ObjectNode release(
            @HeaderParam("Authorization") Optional<String> authorization, @QueryParam("where") Optional<String> where) {
        Wish wish = Wish.of(where);
        int released = 0;
        for (Subscriptions.Subscription one : subscriptions.of(callers.require(authorization))) {
            if (wish.takes(one)) {
                released += reopen(one.id(), wish);
            }
        }
        return Json.MAPPER.createObjectNode().put("released", released);
    }

    /** Active again, also when it kept nothing. */
    private int reopen(long instanceId, Wish wish) {
        releases.release(instanceId, List.of());
        return releases.releaseAll(instanceId, wish.filter(Optional.empty()));
    }

    private static ObjectNode delivery(Subscriptions.Subscription subscription, Events.Item item) {
        ObjectNode row = Json.MAPPER.createObjectNode();
        row.put("id", item.event().id()).put("eventId", item.event().id());
        row.put("subscriptionId", subscription.id()).put("channel", "webhook");
        item.state().ifPresent(state -> row.put("status", state));
        row.putObject("config").put("url", subscription.url());
        item.reason().ifPresent(reason -> row.put("reason", reason));
        row.put("createdDate", item.event().receivedAt().toString());
        row.putRawValue("payload", new RawValue(item.event().raw()));
        return row;
    }

    /** Where a page ends: subscriptions come in the order of their ids, their events newest first. */
    private record KeptPlace(long subscription, long event) {
        static KeptPlace read(String token) {
            int line = token.indexOf('-');
            if (line < 0) {
                throw new BadRequest("nextPage must be a token of a former reply");
            }
            return new KeptPlace(
                    Ids.parse(token.substring(0, line), "subscription"), Ids.parse(token.substring(line + 1), "event"));
        }

        String text() {
            return subscription + "-" + event;
        }
    }

    /** What a {@code where} asks for. */
    private record Wish(String status, Optional<String> url) {
        static Wish of(Optional<String> where) {
            Map<String, String> wanted = new LinkedHashMap<>();
            where.filter(text -> !text.isBlank()).ifPresent(text -> read(Ceql.where(text), wanted));
            String status = Optional.ofNullable(wanted.remove("status")).orElse("queued");
            if (!KEPT.contains(status)) {
                throw new BadRequest("status must be one of " + KEPT + EXAMPLE);
            }
            Optional<String> channel = Optional.ofNullable(wanted.remove("channel"));
            if (channel.filter(name -> !name.equals("webhook")).isPresent()) {
                throw new BadRequest("The only channel is webhook" + EXAMPLE);
            }
            Optional<String> url = Optional.ofNullable(wanted.remove("config.url"));
            if (!wanted.isEmpty()) {
                throw new BadRequest("Deliveries are not found by " + wanted.keySet() + EXAMPLE);
            }
            return new Wish(status, url);
        }

        private static void read(Expression expression, Map<String, String> into) {
            switch (expression) {
                case Expression.And(List<Expression> parts) -> parts.forEach(part -> read(part, into));
                case Expression.Comparison(Attribute attribute, Expression.Operator operator, Literal value)
                when operator == Expression.Operator.EQUAL -> into.put(attribute.dotted(), value.text());
                default -> throw new BadRequest("Only texts that are equal, joined by AND, are understood" + EXAMPLE);
            }
        }

        boolean takes(Subscriptions.Subscription subscription) {
            return url.filter(wanted -> !wanted.equals(subscription.url())).isEmpty();
        }

        EventFilter filter(Optional<KeptPlace> after) {
            return EventFilter.of(name -> switch (name) {
                case "state" -> status;
                case "before" ->
                    after.map(place -> Long.toString(place.event())).orElse("");
                default -> "";
            });
        }
    }
}
