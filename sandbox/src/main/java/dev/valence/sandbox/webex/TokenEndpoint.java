package dev.valence.sandbox.webex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Call;
import dev.valence.sandbox.http.Json;
import dev.valence.sandbox.http.Parameters;
import dev.valence.sandbox.http.PathTable;
import dev.valence.sandbox.http.Reply;
import dev.valence.sandbox.oauth.ClientCredentials;
import dev.valence.sandbox.oauth.Integration;
import dev.valence.sandbox.oauth.IssuedTokens;
import dev.valence.sandbox.oauth.OAuthRefusal;
import java.util.function.Function;

/** {@code POST /access_token}, both grants. */
final class TokenEndpoint {
    static final String PATH = "/access_token";

    private final World world;
    private final OpenId openId;

    TokenEndpoint(World world, OpenId openId) {
        this.world = world;
        this.openId = openId;
    }

    void publish(PathTable<Function<Call, Reply>> table) {
        table.add("POST", PATH, this::issue);
    }

    private Reply issue(Call call) {
        Parameters form = form(call);
        String grant = needed(form, "grant_type");
        if (!grant.equals("authorization_code") && !grant.equals("refresh_token")) {
            throw new OAuthRefusal(
                    400, "unsupported_grant_type", "The grant_type must be authorization_code or refresh_token.");
        }
        Integration client = ClientCredentials.check(call, form, world.integrations);
        IssuedTokens issued = grant.equals("refresh_token")
                ? world.tokens.refresh(client.clientId(), needed(form, "refresh_token"))
                : world.tokens.exchange(
                        client.clientId(),
                        needed(form, "code"),
                        needed(form, "redirect_uri"),
                        form.given("code_verifier"));
        ObjectNode json = json(issued);
        openId.idToken(call, issued.consent()).ifPresent(token -> json.put("id_token", token));
        return reply(json);
    }

    /**
     * The parameters of a token request.
     *
     * @throws OAuthRefusal 400 when the body is no form or names a parameter twice
     */
    static Parameters form(Call call) {
        if (!call.isForm()) {
            throw new OAuthRefusal(
                    400, "invalid_request", "The token request must be application/x-www-form-urlencoded.");
        }
        call.form().values().forEach((name, values) -> {
            if (values.size() > 1) {
                throw new OAuthRefusal(400, "invalid_request", "The parameter " + name + " is given more than once.");
            }
        });
        return call.form();
    }

    static Reply reply(ObjectNode json) {
        return Reply.json(200, json).with("Cache-Control", "no-store").with("Pragma", "no-cache");
    }

    static ObjectNode json(IssuedTokens issued) {
        return Json.object()
                .put("access_token", issued.accessToken())
                .put("expires_in", issued.accessSeconds())
                .put("refresh_token", issued.refreshToken())
                .put("refresh_token_expires_in", issued.refreshSeconds())
                .put("token_type", "Bearer")
                .put("scope", String.join(" ", issued.consent().scopes()));
    }

    static String needed(Parameters form, String name) {
        return form.given(name)
                .orElseThrow(() -> new OAuthRefusal(400, "invalid_request", "The " + name + " is missing."));
    }
}
