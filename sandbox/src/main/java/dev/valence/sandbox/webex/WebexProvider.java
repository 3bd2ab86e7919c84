package dev.valence.sandbox.webex;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.fault.Settings;
import dev.valence.sandbox.http.Call;
import dev.valence.sandbox.http.Json;
import dev.valence.sandbox.http.PathTable;
import dev.valence.sandbox.http.Provider;
import dev.valence.sandbox.http.Refusal;
import dev.valence.sandbox.http.Reply;
import dev.valence.sandbox.http.StorageFolder;
import dev.valence.sandbox.oauth.Consent;
import dev.valence.sandbox.oauth.OAuthRefusal;
import dev.valence.sandbox.webhook.Deliveries;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The Webex REST API v1. */
@Singleton
public final class WebexProvider implements Provider {
    private final World world;
    private final Settings settings;
    private final Deliveries deliveries;
    private final WebhookCalls webhookCalls;
    private final SnapshotReader reader;
    private final PathTable<Operation> resources = new PathTable<>();
    private final PathTable<Function<Call, Reply>> openPaths = new PathTable<>();

    @Inject
    public WebexProvider(World world, Settings settings, StorageFolder storage, Deliveries deliveries) {
        this.world = world;
        this.settings = settings;
        this.deliveries = deliveries;
        webhookCalls = new WebhookCalls(world);
        reader = new SnapshotReader(world, storage);
        OpenId openId = new OpenId(world);
        IdentityEndpoint identity = new IdentityEndpoint(world);
        new OAuthPages(world, settings).publish(openPaths);
        new DevicePages(world).publish(openPaths);
        new TokenEndpoint(world, openId).publish(openPaths);
        openId.publish(openPaths);
        identity.publishOpen(openPaths);
        Stream.of(
                        identity,
                        new PeopleEndpoint(world),
                        new RoomsEndpoint(world),
                        new RoomLinksEndpoint(world, RoomLink.Kind.TAB),
                        new RoomLinksEndpoint(world, RoomLink.Kind.FOLDER),
                        new MembershipsEndpoint(world),
                        new MessagesEndpoint(world, storage),
                        new ContentsEndpoint(world),
                        new AttachmentActionsEndpoint(world),
                        new TeamsEndpoint(world),
                        new TeamMembershipsEndpoint(world),
                        new WebhooksEndpoint(world),
                        new OrganizationsEndpoint(world),
                        new LicensesEndpoint(world),
                        new EventsEndpoint(world))
                .forEach(endpoint -> endpoint.publish(resources));
    }

    @Override
    public String prefix() {
        return "/webex/v1";
    }

    @Override
    public String newTrackingId() {
        return "ROUTERGW_" + UUID.randomUUID();
    }

    @Override
    public String trackingHeader() {
        return "trackingid";
    }

    @Override
    public Reply answer(Call call) {
        return world.exclusively(() -> {
            Optional<PathTable.Found<Function<Call, Reply>>> open = openPaths.lookUp(call.method(), call.path());
            if (open.isPresent()) {
                return open.get().target().apply(call);
            }
            PathTable.Found<Operation> found = resources.find(call.method(), call.path());
            return carryOut(found, admit(call, found));
        });
    }

    /** Carries out a call as somebody without a token, with everything they could ever be allowed. */
    Reply answerAs(Person person, Call call) {
        return world.exclusively(() -> {
            PathTable.Found<Operation> found = resources.find(call.method(), call.path());
            Set<String> scopes = Scopes.known().stream()
                    .filter(scope -> Scopes.mayGrant(person, scope))
                    .collect(Collectors.toSet());
            return carryOut(
                    found,
                    new Visit(
                            call,
                            call.parameters(),
                            person,
                            person.isBot() ? Bots.clientId(person) : Clients.DOCUMENTED,
                            scopes,
                            found.variables()));
        });
    }

    private Reply carryOut(PathTable.Found<Operation> found, Visit visit) {
        world.chronicle.acting(visit);
        try {
            Reply reply = found.target()
                    .action()
                    .apply(visit)
                    .with("Cache-Control", "no-cache")
                    .with("Vary", "Accept-Encoding");
            return settings.now().nullMaxInLinks() ? withNullMax(visit, reply) : reply;
        } finally {
            // What a refused call has changed before it was refused is told too, for it has happened.
            world.chronicle.rest().stream()
                    .flatMap(happening -> webhookCalls.of(happening).stream())
                    .forEach(due -> deliveries.send(due.call(), attempt -> heard(due.webhook(), attempt.succeeded())));
        }
    }

    private void heard(Webhook webhook, boolean succeeded) {
        world.exclusively(() -> {
            if (succeeded) {
                webhook.succeeded();
            } else {
                webhook.failed(world.now());
            }
            return succeeded;
        });
    }

    /** A known defect of the real service: a link to the next page says {@code max=null} when the caller gave none. */
    private static Reply withNullMax(Visit visit, Reply reply) {
        return Optional.ofNullable(reply.headers().get("Link"))
                .filter(link -> visit.query().given("max").isEmpty())
                .map(link -> reply.with("Link", link.replaceAll("([?&])max=\\d+", "$1max=null")))
                .orElse(reply);
    }

    private Visit admit(Call call, PathTable.Found<Operation> found) {
        Consent consent = call.bearer().flatMap(world.tokens::consent).orElseThrow(Refusals::unauthorized);
        Person person = world.people
                .find(UUID.fromString(consent.person()))
                .filter(known -> known.loginEnabled)
                .orElseThrow(Refusals::unauthorized);
        Set<String> granted = Set.copyOf(consent.scopes());
        for (Set<String> needed : found.target().scopes()) {
            if (!Scopes.suffice(person, granted, needed)) {
                throw Refusals.missing(needed);
            }
        }
        person.lastActivity = Optional.of(world.now());
        return new Visit(call, call.parameters(), person, consent.clientId(), granted, found.variables());
    }

    @Override
    public Reply refuse(Call call, Refusal refusal) {
        if (refusal.status() == 429) {
            // The gateway in front of the real service answers these without JSON.
            return headed(Reply.empty(429).with("Content-Type", "text/html"), refusal);
        }
        ObjectNode body = Json.object().put("message", refusal.reason());
        body.putArray("errors").addObject().put("description", refusal.reason());
        body.put("trackingId", call.trackingId());
        if (refusal instanceof OAuthRefusal oauth) {
            body.put("error", oauth.error()).put("error_description", refusal.reason());
        } else if (call.path().equals(TokenEndpoint.PATH)) {
            body.put("error", refusal.status() >= 500 ? "server_error" : "invalid_request")
                    .put("error_description", refusal.reason());
        }
        return headed(Reply.json(refusal.status(), body), refusal);
    }

    @Override
    public Reply unreadable(Call call, Reply reply) {
        return Unreadable.first(call, reply);
    }

    private static Reply headed(Reply reply, Refusal refusal) {
        Reply headed = reply;
        for (Map.Entry<String, String> header : refusal.headers().entrySet()) {
            headed = headed.with(header.getKey(), header.getValue());
        }
        return headed;
    }

    @Override
    public Optional<String> caller(Call call) {
        return call.bearer().flatMap(world.tokens::consent).map(Consent::person);
    }

    @Override
    public Optional<String> callerName(Call call) {
        return caller(call)
                .flatMap(person -> world.exclusively(
                        () -> world.people.find(UUID.fromString(person)).map(known -> known.email)));
    }

    @Override
    public Optional<String> grant(Call call) {
        return call.path().equals(TokenEndpoint.PATH) && call.method().equals("POST")
                ? Optional.of(call.form().first("grant_type").orElse("none"))
                : Optional.empty();
    }

    /** Messages name files by address, which are here before the message is. */
    @Override
    public List<String> filesOf(Call call) {
        if (!call.path().equals("/messages") || !call.method().equals("POST") || call.isMultipart()) {
            return List.of();
        }
        try {
            return world.exclusively(() -> {
                Visit visit = admit(call, resources.find(call.method(), call.path()));
                return Posting.isPossible(world, visit) ? visit.body().texts("files") : List.of();
            });
        } catch (Refusal refusal) {
            // The same fault is met again, and answered, when the call is carried out.
            return List.of();
        }
    }

    @Override
    public void save(JsonGenerator out) throws IOException {
        // Written while the lock is held: a copy of everything would take more memory than the state itself.
        try {
            world.exclusively(() -> {
                new SnapshotWriter(world, out).write();
                return true;
            });
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void restoreNothing() {
        world.exclusively(() -> {
            world.clear();
            return true;
        });
    }

    @Override
    public void restore(JsonParser in) throws IOException {
        // Only while the process starts, so nobody else is there to be kept out.
        reader.read(in);
    }

    @Override
    public void reset() {
        world.exclusively(() -> {
            world.reset();
            return true;
        });
    }
}
