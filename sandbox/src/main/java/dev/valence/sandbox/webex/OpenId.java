package dev.valence.sandbox.webex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Call;
import dev.valence.sandbox.http.Json;
import dev.valence.sandbox.http.PathTable;
import dev.valence.sandbox.http.Reply;
import dev.valence.sandbox.oauth.Consent;
import dev.valence.sandbox.oauth.IdTokens;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** OpenID Connect: ID tokens, the claims of the signed-in person, the keys and the discovery document. */
final class OpenId {
    private static final Duration LIFE = Duration.ofHours(1);

    private final World world;
    private final IdTokens tokens = new IdTokens();

    OpenId(World world) {
        this.world = world;
    }

    void publish(PathTable<Function<Call, Reply>> table) {
        table.add("GET", "/verification", call -> Reply.json(200, tokens.keySet()));
        table.add("GET", "/.well-known/openid-configuration", call -> Reply.json(200, discovery(call)));
        table.add("GET", "/userinfo", this::userInfo);
    }

    /** The ID token of a consent that includes {@code openid}. */
    Optional<String> idToken(Call call, Consent consent) {
        if (!consent.scopes().contains("openid")) {
            return Optional.empty();
        }
        long now = world.now().getEpochSecond();
        ObjectNode claims = Json.object()
                .put("iss", call.base())
                .put("aud", consent.clientId())
                .put("iat", now)
                .put("auth_time", now)
                .put("exp", now + LIFE.toSeconds());
        consent.nonce().ifPresent(nonce -> claims.put("nonce", nonce));
        claims.setAll(claims(consent));
        return Optional.of(tokens.sign(claims));
    }

    private Reply userInfo(Call call) {
        Consent consent = call.bearer().flatMap(world.tokens::consent).orElseThrow(Refusals::unauthorized);
        if (!consent.scopes().contains("openid")) {
            throw Refusals.missing(Set.of("openid"));
        }
        return Reply.json(200, claims(consent));
    }

    /** Who the person is, as far as the scopes go. */
    private ObjectNode claims(Consent consent) {
        Person person = world.people
                .find(UUID.fromString(consent.person()))
                .filter(known -> known.loginEnabled)
                .orElseThrow(Refusals::unauthorized);
        ObjectNode claims = Json.object().put("sub", person.uuid.toString());
        if (consent.scopes().contains("email")) {
            claims.put("email", person.email).put("email_verified", !person.invitePending);
        }
        if (consent.scopes().contains("profile")) {
            claims.put("name", person.displayName()).put("preferred_username", person.email);
            copy(person, "firstName", claims, "given_name");
            copy(person, "lastName", claims, "family_name");
            copy(person, "avatar", claims, "picture");
            copy(person, "timezone", claims, "zoneinfo");
            claims.put("updated_at", person.lastModified.getEpochSecond());
        }
        if (consent.scopes().contains("phone")) {
            Optional.ofNullable(person.profile.path("phoneNumbers").path(0).get("value"))
                    .ifPresent(number -> claims.put("phone_number", number.asText()));
        }
        if (consent.scopes().contains("address")) {
            Optional.ofNullable(person.profile.path("addresses").get(0))
                    .ifPresent(address -> claims.set("address", address));
        }
        return claims;
    }

    private static void copy(Person person, String member, ObjectNode claims, String claim) {
        if (person.profile.hasNonNull(member)) {
            claims.set(claim, person.profile.get(member));
        }
    }

    private static ObjectNode discovery(Call call) {
        ObjectNode json = Json.object()
                .put("issuer", call.base())
                .put("authorization_endpoint", call.base() + "/authorize")
                .put("token_endpoint", call.base() + TokenEndpoint.PATH)
                .put("userinfo_endpoint", call.base() + "/userinfo")
                .put("jwks_uri", call.base() + "/verification")
                .put("device_authorization_endpoint", call.base() + "/device/authorize");
        json.set("response_types_supported", Json.array(List.of("code")));
        json.set("grant_types_supported", Json.array(List.of("authorization_code", "implicit", "refresh_token")));
        json.set("subject_types_supported", Json.array(List.of("public")));
        json.set("id_token_signing_alg_values_supported", Json.array(List.of("RS256")));
        json.set("scopes_supported", Json.array(List.of("openid", "email", "profile", "phone", "address")));
        json.set("code_challenge_methods_supported", Json.array(List.of("plain", "S256")));
        json.set(
                "token_endpoint_auth_methods_supported",
                Json.array(List.of("client_secret_post", "client_secret_basic")));
        return json;
    }
}
