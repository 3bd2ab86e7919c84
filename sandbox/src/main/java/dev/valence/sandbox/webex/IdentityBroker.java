package dev.valence.sandbox.webex;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Call;
import dev.valence.sandbox.http.Json;
import dev.valence.sandbox.http.Parameters;
import dev.valence.sandbox.http.PathTable;
import dev.valence.sandbox.http.Provider;
import dev.valence.sandbox.http.Refusal;
import dev.valence.sandbox.http.Reply;
import dev.valence.sandbox.oauth.ClientCredentials;
import dev.valence.sandbox.oauth.Integration;
import dev.valence.sandbox.oauth.OAuthRefusal;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The few calls that the real service has on its identity host: signing out and revoking a token (RFC 7009). */
@Singleton
public final class IdentityBroker implements Provider {
    private final World world;
    private final PathTable<Function<Call, Reply>> table = new PathTable<>();

    @Inject
    public IdentityBroker(World world) {
        this.world = world;
        table.add("GET", "/oauth2/v1/logout", this::logout);
        table.add("POST", "/oauth2/v1/revoke", this::revoke);
    }

    @Override
    public String prefix() {
        return "/webex/idb";
    }

    @Override
    public String newTrackingId() {
        return "NA_" + UUID.randomUUID();
    }

    @Override
    public String trackingHeader() {
        return "trackingid";
    }

    @Override
    public Reply answer(Call call) {
        return table.find(call.method(), call.path()).target().apply(call);
    }

    private Reply logout(Call call) {
        Parameters query = call.parameters();
        query.given("token").ifPresent(token -> world.tokens.expire(Optional.of(token)));
        String address = query.given("goto").orElseThrow(() -> new Refusal(400, "The goto is missing."));
        Integration.checkRedirectUri(address);
        return Reply.redirect(URI.create(address).toString());
    }

    private Reply revoke(Call call) {
        Parameters form = TokenEndpoint.form(call);
        Integration client = ClientCredentials.check(call, form, world.integrations);
        world.tokens.revokeText(client.clientId(), TokenEndpoint.needed(form, "token"));
        return Reply.empty(200);
    }

    @Override
    public Reply refuse(Call call, Refusal refusal) {
        ObjectNode body = Json.object()
                .put("error", refusal instanceof OAuthRefusal oauth ? oauth.error() : "invalid_request")
                .put("error_description", refusal.reason())
                .put("trackingID", call.trackingId());
        return Reply.json(refusal.status(), body);
    }

    @Override
    public Optional<String> caller(Call call) {
        return Optional.empty();
    }

    @Override
    public Optional<String> callerName(Call call) {
        return Optional.empty();
    }

    @Override
    public Optional<String> grant(Call call) {
        return Optional.empty();
    }

    @Override
    public List<String> filesOf(Call call) {
        return List.of();
    }

    @Override
    public void save(JsonGenerator out) {
        // All state is the REST API's own.
    }

    @Override
    public void restoreNothing() {
        // Nor is there any to throw away.
    }

    @Override
    public void restore(JsonParser in) {
        throw new IllegalArgumentException("the identity broker has no state");
    }

    @Override
    public void reset() {
        // All state is the REST API's own.
    }
}
