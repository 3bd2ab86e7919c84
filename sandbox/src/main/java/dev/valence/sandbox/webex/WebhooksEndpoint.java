package dev.valence.sandbox.webex;

import dev.valence.sandbox.http.PathTable;
import dev.valence.sandbox.http.Reply;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** {@code /webhooks}: there is no scope of their own, but the one to read what they tell of. */
final class WebhooksEndpoint implements Endpoint {
    private static final long MOST_PER_PERSON = 30_000;

    private final World world;

    WebhooksEndpoint(World world) {
        this.world = world;
    }

    @Override
    public void publish(PathTable<Operation> table) {
        table.add("GET", "/webhooks", Operation.needsToken(this::list));
        table.add("POST", "/webhooks", Operation.needsToken(this::create));
        table.add(
                "GET",
                "/webhooks/{id}",
                Operation.needsToken(
                        visit -> Reply.json(200, find(visit, "webhooks_read").json())));
        table.add("PUT", "/webhooks/{id}", Operation.needsToken(this::update));
        table.add("DELETE", "/webhooks/{id}", Operation.needsToken(this::delete));
    }

    private Reply list(Visit visit) {
        boolean org = visit.query().given("ownedBy").filter("org"::equals).isPresent();
        if (org) {
            needsOrgRights(visit);
        }
        return Page.reply(
                visit,
                Order.<Webhook>sorting(world.webhooks.values(), webhook -> Key.of(webhook.created, webhook.uuid))
                        .only(webhook -> org ? webhook.ownedByOrg : isOwn(webhook, visit)),
                Page.Cut.of(visit),
                Webhook::json);
    }

    private static boolean isOwn(Webhook webhook, Visit visit) {
        return webhook.creator.equals(visit.person().uuid) && webhook.clientId.equals(visit.clientId());
    }

    private static void needsOrgRights(Visit visit) {
        if (!visit.person().roles.contains(Person.FULL_ADMIN) && !visit.person().isComplianceOfficer()) {
            throw Refusals.forbidden(
                    "only a full administrator or a compliance officer may use webhooks of the organization");
        }
    }

    private Reply create(Visit visit) {
        Fields body = visit.body();
        String name = name(body);
        String target = target(body);
        String resource = body.given("resource").orElseThrow(() -> Refusals.bad("resource cannot be null"));
        String event = body.given("event").orElseThrow(() -> Refusals.bad("event cannot be null"));
        boolean org = ownedByOrg(body);
        WebhookTrigger trigger = WebhookTrigger.of(resource, event, body.given("filter"), org);
        if (org) {
            needsOrgRights(visit);
            checkOrg(trigger);
        } else if (world.webhooks.values().stream()
                        .filter(other -> other.creator.equals(visit.person().uuid))
                        .count()
                >= MOST_PER_PERSON) {
            throw Refusals.bad("A person has " + MOST_PER_PERSON + " webhooks at most.");
        }
        trigger.scopes().forEach(scope -> {
            if (!Scopes.suffice(visit.person(), visit.scopes(), Set.of(scope))) {
                throw Refusals.missing(Set.of(scope));
            }
        });
        Optional.ofNullable(trigger.filter().get("roomId")).ifPresent(id -> {
            if (Ids.uuid(Ids.ROOM, id)
                    .flatMap(uuid -> RoomsEndpoint.visible(world, visit, uuid, "rooms_read"))
                    .isEmpty()) {
                throw Refusals.bad("invalid value for filter: roomId");
            }
        });
        Webhook webhook = new Webhook(
                UUID.randomUUID(),
                visit.person().uuid,
                visit.person().organizationId(),
                visit.clientId(),
                trigger,
                world.now(),
                name,
                target);
        webhook.secret = body.given("secret");
        webhook.ownedByOrg = org;
        world.webhooks.put(webhook.uuid, webhook);
        return Reply.json(200, webhook.json());
    }

    private void checkOrg(WebhookTrigger trigger) {
        if (!trigger.orgWide()) {
            throw Refusals.bad("invalid value for ownedBy: org");
        }
        if (world.webhooks.values().stream()
                .anyMatch(other -> other.ownedByOrg && other.trigger.watchesSameAs(trigger))) {
            throw Refusals.conflict("The organization has a webhook for this resource and filter already.");
        }
    }

    /**
     * One's own, or for a compliance officer with the named right one of the organization.
     *
     * @throws dev.valence.sandbox.http.Refusal 404 for an unknown id, 403 for a webhook of somebody else or of another
     *     application; elsewhere what is foreign is 404
     */
    private Webhook find(Visit visit, String right) {
        Webhook webhook =
                Ids.uuid(Ids.WEBHOOK, visit.id()).map(world.webhooks::get).orElseThrow(Refusals::notFound);
        if (!isOwn(webhook, visit) && !(webhook.ownedByOrg && visit.oversees(right))) {
            throw Refusals.forbidden("the webhook belongs to another person or application");
        }
        return webhook;
    }

    private Reply update(Visit visit) {
        Webhook webhook = find(visit, "webhooks_write");
        Fields body = visit.body();
        String name = name(body);
        String target = target(body);
        boolean org = body.has("ownedBy") ? ownedByOrg(body) : webhook.ownedByOrg;
        Optional<String> status = body.given("status");
        if (status.filter(text -> !text.equals("active")).isPresent()) {
            throw Refusals.bad("invalid value for status: only active can be set");
        }
        if (org && !webhook.ownedByOrg) {
            needsOrgRights(visit);
            checkOrg(webhook.trigger);
        }
        webhook.name = name;
        webhook.target = target;
        webhook.ownedByOrg = org;
        if (body.has("secret")) {
            webhook.secret = body.given("secret");
        }
        status.ifPresent(active -> webhook.activate(world.now()));
        return Reply.json(200, webhook.json());
    }

    private Reply delete(Visit visit) {
        world.webhooks.remove(find(visit, "webhooks_write").uuid);
        return Reply.empty(204);
    }

    private static String name(Fields body) {
        return body.given("name").orElseThrow(() -> Refusals.bad("name cannot be empty"));
    }

    private static boolean ownedByOrg(Fields body) {
        return switch (body.given("ownedBy").orElse("creator")) {
            case "creator" -> false;
            case "org" -> true;
            default -> throw Refusals.bad("invalid value for ownedBy");
        };
    }

    private static String target(Fields body) {
        String text = body.given("targetUrl").orElseThrow(() -> Refusals.bad("targetUrl cannot be null"));
        try {
            URI url = new URI(text);
            String scheme = String.valueOf(url.getScheme());
            if ((scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https")) && url.getHost() != null) {
                return text;
            }
        } catch (URISyntaxException e) {
            throw Refusals.bad("invalid value for targetUrl");
        }
        throw Refusals.bad("invalid value for targetUrl");
    }
}
