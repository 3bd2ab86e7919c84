package dev.valence.sandbox.webex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Call;
import dev.valence.sandbox.http.Json;
import dev.valence.sandbox.http.PathTable;
import dev.valence.sandbox.http.Provider;
import dev.valence.sandbox.http.Refusal;
import dev.valence.sandbox.http.Reply;
import dev.valence.sandbox.http.StorageFolder;
import dev.valence.sandbox.oauth.Consent;
import dev.valence.sandbox.oauth.IssuedTokens;
import dev.valence.sandbox.oauth.OAuthRefusal;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The Webex REST API v1.
 *
 * <p>One lock serialises all calls: each is a few microseconds in memory, and every rule then holds under any number
 * of parallel callers.
 */
@Singleton
public final class WebexProvider implements Provider {
    private final ReentrantLock lock = new ReentrantLock();
    private final World world;
    private final PathTable<Operation> resources = new PathTable<>();
    private final PathTable<Function<Call, Reply>> openPaths = new PathTable<>();

    @Inject
    public WebexProvider(World world, StorageFolder storage) {
        this.world = world;
        OAuthPages pages = new OAuthPages(world);
        openPaths.add("GET", "/authorize", pages::ask);
        openPaths.add("POST", "/authorize", pages::decide);
        openPaths.add("POST", TokenEndpoint.PATH, new TokenEndpoint(world.tokens)::issue);
        Stream.<Endpoint>of(
                        new PeopleEndpoint(world),
                        new RoomsEndpoint(world),
                        new MembershipsEndpoint(world),
                        new MessagesEndpoint(world, storage),
                        new ContentsEndpoint(world),
                        new TeamsEndpoint(world),
                        new TeamMembershipsEndpoint(world),
                        new OrganizationEndpoint(world))
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
        return locked(() -> {
            Optional<PathTable.Found<Function<Call, Reply>>> open = openPaths.lookUp(call.method(), call.path());
            if (open.isPresent()) {
                return open.get().target().apply(call);
            }
            PathTable.Found<Operation> found = resources.find(call.method(), call.path());
            Visit visit = admit(call, found);
            return found.target().action().apply(visit).with("Cache-Control", "no-cache");
        });
    }

    private Visit admit(Call call, PathTable.Found<Operation> found) {
        Consent consent = call.bearer().flatMap(world.tokens::consent).orElseThrow(Refusals::unauthorized);
        Person person = world.person(UUID.fromString(consent.person()))
                .filter(known -> known.loginEnabled)
                .orElseThrow(Refusals::unauthorized);
        Set<String> granted = Set.copyOf(consent.scopes());
        if (!Scopes.suffice(granted, found.target().scopes())) {
            throw Refusals.forbidden("the access token is missing required scopes or the user is missing required roles"
                    + " or licenses; needed is "
                    + found.target().scopes().stream()
                            .sorted()
                            .reduce((one, other) -> one + " or " + other)
                            .orElse(""));
        }
        person.lastActivity = Optional.of(world.now());
        return new Visit(call, call.parameters(), person, granted, found.variables());
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
    public Optional<String> grant(Call call) {
        return call.path().equals(TokenEndpoint.PATH) && call.method().equals("POST")
                ? Optional.of(call.form().first("grant_type").orElse("none"))
                : Optional.empty();
    }

    @Override
    public void reset() {
        locked(() -> {
            world.reset();
            return Reply.empty(204);
        });
    }

    /** Somebody who can sign in, for the front page. */
    public record Account(String email, String name, List<String> roles) {}

    public List<Account> accounts() {
        lock.lock();
        try {
            return world.people.values().stream()
                    .map(person -> new Account(person.email, person.displayName(), person.roles))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Tokens without a browser.
     *
     * @throws Refusal 400 when the person or a scope is unknown or the person may not grant it
     */
    public Reply issueTokens(String email, String scope) {
        return locked(() -> {
            Person person =
                    world.personByEmail(email).orElseThrow(() -> Refusals.bad("person is nobody's e-mail address."));
            List<String> scopes = Stream.of(scope.strip().split("\\s+"))
                    .filter(name -> !name.isEmpty())
                    .toList();
            for (String name : scopes) {
                if (!Scopes.known().contains(name) || !Scopes.mayGrant(person, name)) {
                    throw Refusals.bad("scope " + name + " is unknown or this person may not grant it.");
                }
            }
            IssuedTokens issued =
                    world.tokens.issue(new Consent(Clients.DOCUMENTED, person.uuid.toString(), Scopes.granted(scopes)));
            return Reply.json(200, TokenEndpoint.json(issued));
        });
    }

    public int expire(Optional<String> accessToken) {
        return world.tokens.expire(accessToken);
    }

    public int revoke(Optional<String> refreshToken) {
        return world.tokens.revoke(refreshToken);
    }

    private Reply locked(Supplier<Reply> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
