package dev.valence.sandbox.webex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Call;
import dev.valence.sandbox.http.Json;
import dev.valence.sandbox.http.Parameters;
import dev.valence.sandbox.http.PathTable;
import dev.valence.sandbox.http.Reply;
import dev.valence.sandbox.oauth.Consent;
import dev.valence.sandbox.oauth.Grant;
import dev.valence.sandbox.oauth.GuestToken;
import dev.valence.sandbox.oauth.Integration;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The smaller calls about tokens: authorizations, their end, guests and service apps. */
final class IdentityEndpoint implements Endpoint {
    /** The one guest issuer; its secret is base64. */
    static final String GUEST_ISSUER = "valence-guests";

    static final String GUEST_SECRET = "c2FuZGJveC1ndWVzdC1zZWNyZXQ=";

    private static final Duration GUEST_LIFE = Duration.ofSeconds(21_599);

    private final World world;

    IdentityEndpoint(World world) {
        this.world = world;
    }

    void publishOpen(PathTable<Function<Call, Reply>> table) {
        table.add("POST", "/jwt/login", this::guest);
        table.add("POST", "/guests/token", this::guest);
    }

    @Override
    public void publish(PathTable<Operation> table) {
        table.add("GET", "/authorizations", Operation.needs("identity:tokens_read", this::list));
        table.add("DELETE", "/authorizations", Operation.needs("identity:tokens_write", this::revokeAll));
        table.add("DELETE", "/authorizations/{id}", Operation.needs("identity:tokens_write", this::revoke));
        table.add("GET", "/authorizations/tokenExpiry", Operation.needsToken(this::expiry));
        table.add("POST", "/applications/{id}/token", Operation.needs("spark:applications_token", this::serviceApp));
    }

    private static void needsManager(Visit visit) {
        if (!visit.person().canManagePeople()) {
            throw Refusals.forbidden("the user is missing required roles: a full or user administrator is needed");
        }
    }

    private static void needsAdministrator(Visit visit) {
        if (!visit.person().isAdmin()) {
            throw Refusals.forbidden("the user is missing required roles: an administrator is needed");
        }
    }

    private Reply list(Visit visit) {
        needsAdministrator(visit);
        Parameters query = visit.query();
        Person person = query.given("personId")
                .map(id -> Addresses.byId(world, id))
                .or(() -> query.given("personEmail")
                        .map(email -> world.people.byEmail(email).orElseThrow(Refusals::notFound)))
                .orElseThrow(() -> Refusals.bad("Must specify either personId or personEmail."));
        return Page.items(world.tokens.live().stream()
                .filter(grant -> grant.consent().person().equals(person.uuid.toString()))
                .map(this::json)
                .toList());
    }

    private ObjectNode json(Grant grant) {
        String clientId = grant.consent().clientId();
        String name = world.integrations.find(clientId).map(Integration::name).orElse("Personal access token");
        return Json.object()
                .put("id", Ids.of(Ids.AUTHORIZATION, grant.id()))
                .put("applicationId", Ids.application(clientId))
                .put("applicationName", name)
                .put("personId", Ids.of(Ids.PEOPLE, grant.consent().person()))
                .put("clientId", clientId)
                .put("created", Times.text(grant.created()))
                .put("type", grant.refresh() ? "refresh" : "access");
    }

    private Reply revoke(Visit visit) {
        needsManager(visit);
        boolean ended = Ids.uuid(Ids.AUTHORIZATION, visit.id())
                .map(world.tokens::revokeId)
                .orElse(false);
        if (!ended) {
            throw Refusals.notFound();
        }
        return Reply.empty(204);
    }

    private Reply revokeAll(Visit visit) {
        needsManager(visit);
        String clientId = visit.query().given("clientId").orElseThrow(() -> Refusals.bad("clientId cannot be null"));
        visit.query().given("orgId").filter(id -> !Organization.isIt(id)).ifPresent(other -> {
            throw Refusals.notFound();
        });
        world.tokens.withdraw(consent -> consent.clientId().equals(clientId));
        return Reply.empty(204);
    }

    private Reply expiry(Visit visit) {
        Instant end = visit.call()
                .bearer()
                .flatMap(world.tokens::access)
                .map(Grant::end)
                .orElseThrow(Refusals::unauthorized);
        return Reply.json(200, Json.object().put("exp", end.toEpochMilli()));
    }

    /** A guest comes with a token that the guest issuer signed, and gets one for the API. */
    private Reply guest(Call call) {
        GuestToken guest = call.bearer()
                .flatMap(token -> GuestToken.read(token, GUEST_ISSUER, GUEST_SECRET, world.now()))
                .orElseThrow(Refusals::unauthorized);
        UUID uuid = UUID.nameUUIDFromBytes((guest.issuer() + "/" + guest.subject()).getBytes(StandardCharsets.UTF_8));
        Person person = world.people
                .find(uuid)
                .orElseGet(() -> world.addPerson(uuid, Person.Kind.GUEST, uuid + "@appid.ciscospark.com", world.now()));
        person.profile.put("displayName", guest.name().orElse(guest.subject()));
        Consent consent = new Consent(GUEST_ISSUER, uuid.toString(), List.of(Scopes.ALL, Scopes.KMS));
        return TokenEndpoint.reply(Json.object()
                .put("token", world.tokens.issueAlone(consent, GUEST_LIFE))
                .put("expiresIn", GUEST_LIFE.toSeconds()));
    }

    /** A token pair for the machine account of a service app. */
    private Reply serviceApp(Visit visit) {
        Fields body = visit.body();
        String clientId = body.given("clientId").orElseThrow(() -> Refusals.bad("clientId cannot be null"));
        String secret = body.given("clientSecret").orElseThrow(() -> Refusals.bad("clientSecret cannot be null"));
        String organization = body.given("targetOrgId").orElseThrow(() -> Refusals.bad("targetOrgId cannot be null"));
        Integration app = world.integrations
                .find(clientId)
                .filter(known -> Ids.application(clientId).equals(visit.id())
                        && known.machine().isPresent())
                .filter(known -> Organization.isIt(organization))
                .orElseThrow(Refusals::notFound);
        if (!app.hasSecret(secret)) {
            throw Refusals.unauthorized();
        }
        Optional<String> machine = app.machine();
        Consent consent = new Consent(clientId, machine.orElseThrow(), List.copyOf(app.scopes()));
        return TokenEndpoint.reply(TokenEndpoint.json(world.tokens.issue(consent)));
    }
}
