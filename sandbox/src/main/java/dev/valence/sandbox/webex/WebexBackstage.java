package dev.valence.sandbox.webex;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Call;
import dev.valence.sandbox.http.Json;
import dev.valence.sandbox.http.Refusal;
import dev.valence.sandbox.http.Reply;
import dev.valence.sandbox.oauth.Consent;
import dev.valence.sandbox.oauth.Grant;
import dev.valence.sandbox.oauth.Integration;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** What the real service has no call for and people who try it need: seen by the control API and the page only. */
@Singleton
public final class WebexBackstage {
    /** Life of a token copied from the developer page. */
    private static final Duration PERSONAL = Duration.ofHours(12);

    private final World world;
    private final WebexProvider provider;
    private final Bots bots;

    @Inject
    public WebexBackstage(World world, WebexProvider provider) {
        this.world = world;
        this.provider = provider;
        bots = new Bots(world);
    }

    /** Everybody, with the kind of account and what they may do. */
    public ArrayNode people() {
        return world.exclusively(() -> Json.list(world.people.all().stream()
                .map(person -> {
                    ObjectNode json = Json.object()
                            .put("id", person.id())
                            .put("email", person.email)
                            .put("name", person.displayName())
                            .put("title", person.profile.path("title").asText(""))
                            .put("type", person.kind.wire)
                            .put("canSignIn", person.canSignIn())
                            .put("invited", person.invitePending)
                            .put("rooms", person.rooms.byId.size());
                    json.set(
                            "roles",
                            Json.array(person.roles.stream()
                                    .flatMap(code -> Role.named(code).stream())
                                    .toList()));
                    return json;
                })
                .toList()));
    }

    /**
     * Adds many rooms and messages, all of them one person's and a colleague's, to try how lists behave at scale.
     *
     * @throws Refusal 400 when the person is unknown, or messages are asked for and rooms are not
     */
    public void fill(String email, int rooms, int messages) {
        if (rooms == 0 && messages > 0) {
            throw Refusals.bad("rooms must be at least 1 to put messages in.");
        }
        world.exclusively(() -> {
            new Filling(world, person(email)).add(rooms, messages);
            return rooms;
        });
    }

    /** Carries out a call of the API as somebody, without a token. */
    public Reply actAs(String email, Call call) {
        Person person = world.exclusively(() -> person(email));
        try {
            return provider.answerAs(person, call);
        } catch (Refusal refusal) {
            return provider.refuse(call, refusal);
        }
    }

    private Person person(String email) {
        return world.people.byEmail(email).orElseThrow(() -> Refusals.bad("person is nobody's e-mail address."));
    }

    /**
     * Tokens without a browser: a pair, or for a bot its one token.
     *
     * @throws Refusal 400 when the person or a scope is unknown or the person may not grant it
     */
    public ObjectNode issueTokens(String email, String scope, Optional<String> clientId) {
        return world.exclusively(() -> {
            Person person = person(email);
            if (person.isBot()) {
                return Json.object().put("access_token", bots.newToken(person)).put("token_type", "Bearer");
            }
            List<String> scopes = Stream.of(scope.strip().split("\\s+"))
                    .filter(name -> !name.isEmpty())
                    .toList();
            for (String name : scopes) {
                if (!Scopes.known().contains(name) || !Scopes.mayGrant(person, name)) {
                    throw Refusals.bad("scope " + name + " is unknown or this person may not grant it.");
                }
            }
            String client = clientId.orElse(Clients.DOCUMENTED);
            if (world.integrations.find(client).isEmpty()) {
                throw Refusals.bad("clientId names no registered integration.");
            }
            person.signedIn();
            return TokenEndpoint.json(
                    world.tokens.issue(new Consent(client, person.uuid.toString(), Scopes.granted(scopes))));
        });
    }

    /** A token as the developer page shows it: everything the person may do, for twelve hours, not to be refreshed. */
    public ObjectNode issuePersonalToken(String email) {
        return world.exclusively(() -> {
            Person person = person(email);
            List<String> scopes = Scopes.known().stream()
                    .filter(scope -> Scopes.mayGrant(person, scope))
                    .sorted()
                    .toList();
            person.signedIn();
            Consent consent = new Consent("personal-access-token", person.uuid.toString(), scopes);
            return Json.object()
                    .put("access_token", world.tokens.issueAlone(consent, PERSONAL))
                    .put("expires_in", PERSONAL.toSeconds())
                    .put("token_type", "Bearer");
        });
    }

    public ObjectNode createBot(String name, Optional<String> displayName) {
        return world.exclusively(() -> bots.create(name, displayName));
    }

    public int expire(Optional<String> accessToken) {
        return world.tokens.expire(accessToken);
    }

    public int revoke(Optional<String> refreshToken) {
        return world.tokens.revoke(refreshToken);
    }

    /** Live tokens without their texts. */
    public ArrayNode grants() {
        return world.exclusively(
                () -> Json.list(world.tokens.live().stream().map(this::json).toList()));
    }

    private ObjectNode json(Grant grant) {
        String person = world.people
                .find(UUID.fromString(grant.consent().person()))
                .map(known -> known.email)
                .orElse("");
        ObjectNode json = Json.object()
                .put("id", grant.id().toString())
                .put("kind", grant.refresh() ? "refresh" : "access")
                .put("person", person)
                .put("clientId", grant.consent().clientId())
                .put("created", Times.text(grant.created()))
                .put("expires", Times.text(grant.end()));
        json.set("scopes", Json.array(grant.consent().scopes()));
        return json;
    }

    /** Ends a token by its id; whether there was one. */
    public boolean end(String id) {
        return Ids.uuid(Ids.AUTHORIZATION, id).map(world.tokens::revokeId).orElse(false);
    }

    public ArrayNode integrations() {
        return Json.list(
                world.integrations.all().stream().map(WebexBackstage::json).toList());
    }

    /**
     * Registers an integration, or a service app, whose machine account is made with it.
     *
     * @throws Refusal 400 when it cannot be registered
     */
    public ObjectNode register(String name, List<String> redirectUris, List<String> scopes, boolean serviceApp) {
        return world.exclusively(() -> {
            LinkedHashSet<String> wanted = new LinkedHashSet<>(scopes);
            if (!serviceApp) {
                return json(world.integrations.register(name, redirectUris, wanted, Optional.empty()));
            }
            UUID uuid = UUID.randomUUID();
            Integration made = world.integrations.register(name, redirectUris, wanted, Optional.of(uuid.toString()));
            Person machine = world.addPerson(uuid, Person.Kind.BOT, uuid + "@serviceapp.webex.com", world.now());
            machine.profile.put("displayName", name);
            return json(made);
        });
    }

    public Optional<ObjectNode> regenerateSecret(String clientId) {
        Optional<Integration> changed = world.integrations.regenerate(clientId);
        // A grant does not outlive the secret it was made with.
        changed.ifPresent(
                known -> world.tokens.withdraw(consent -> consent.clientId().equals(clientId)));
        return changed.map(WebexBackstage::json);
    }

    public Optional<ObjectNode> block(String clientId, boolean blocked) {
        Optional<Integration> changed = world.integrations.block(clientId, blocked);
        if (blocked) {
            changed.ifPresent(
                    known -> world.tokens.withdraw(consent -> consent.clientId().equals(clientId)));
        }
        return changed.map(WebexBackstage::json);
    }

    public boolean removeIntegration(String clientId) {
        boolean removed = world.integrations.remove(clientId);
        if (removed) {
            world.tokens.withdraw(consent -> consent.clientId().equals(clientId));
        }
        return removed;
    }

    private static ObjectNode json(Integration integration) {
        ObjectNode json = Json.object()
                .put("clientId", integration.clientId())
                .put("clientSecret", integration.secret())
                .put("applicationId", Ids.application(integration.clientId()))
                .put("name", integration.name())
                .put("anyLoopback", integration.anyLoopback())
                .put("serviceApp", integration.machine().isPresent())
                .put("blocked", integration.blocked())
                .put("created", Times.text(integration.created()));
        json.set("redirectUris", Json.array(integration.redirectUris()));
        json.set("scopes", Json.array(integration.scopes().stream().sorted().toList()));
        return json;
    }

    /** The webhooks of everybody. */
    public ArrayNode webhooks() {
        return world.exclusively(() -> Json.list(world.webhooks.values().stream()
                .map(webhook -> {
                    ObjectNode json = webhook.json();
                    json.remove("secret");
                    json.put("signed", webhook.secret.isPresent());
                    return json.put(
                            "creator",
                            world.people
                                    .find(webhook.creator)
                                    .map(person -> person.email)
                                    .orElse(""));
                })
                .toList()));
    }

    /** Takes a webhook away, whoever made it; whether there was one. */
    public boolean removeWebhook(String id) {
        return world.exclusively(() ->
                webhook(id).map(known -> world.webhooks.remove(known.uuid)).isPresent());
    }

    /** Switches a webhook on or off, whoever made it; whether there was one. */
    public boolean switchWebhook(String id, boolean active) {
        return world.exclusively(() -> {
            Optional<Webhook> webhook = webhook(id);
            webhook.ifPresent(known -> {
                if (active) {
                    known.activate(world.now());
                } else {
                    known.disable();
                }
            });
            return webhook.isPresent();
        });
    }

    private Optional<Webhook> webhook(String id) {
        return Ids.uuid(Ids.WEBHOOK, id).map(world.webhooks::get);
    }
}
