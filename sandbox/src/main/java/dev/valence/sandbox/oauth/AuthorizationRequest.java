package dev.valence.sandbox.oauth;

import dev.valence.sandbox.http.Parameters;
import dev.valence.sandbox.http.Refusal;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A checked authorize request (RFC 6749, 4.1.1; RFC 7636, 4.3). */
public record AuthorizationRequest(
        Integration client,
        String redirectUri,
        Optional<String> state,
        List<String> scopes,
        Optional<Pkce> pkce,
        Optional<String> loginHint,
        Parameters parameters) {

    /** Need not be registered. */
    private static final Set<String> OPENID = Set.of("openid", "email", "profile", "phone", "address");

    private static final Set<String> CARRIED = Set.of(
            "response_type",
            "client_id",
            "redirect_uri",
            "scope",
            "state",
            "code_challenge",
            "code_challenge_method",
            "prompt",
            "nonce",
            "max_age",
            "login_hint");

    /**
     * Checks a request.
     *
     * @throws Refusal 400 for what must not be redirected: unknown client, unregistered redirect URI
     * @throws AuthorizationError for everything the application is told by redirect
     */
    public static AuthorizationRequest read(Parameters parameters, Integrations clients) {
        Integration client = clients.find(parameters.first("client_id").orElse(""))
                .filter(known -> known.machine().isEmpty())
                .orElseThrow(() -> new Refusal(400, "The client_id is missing or names no registered integration."));
        String redirectUri = parameters
                .given("redirect_uri")
                .or(client::onlyRedirectUri)
                .filter(client::accepts)
                .orElseThrow(() -> new Refusal(400, unregistered(client)));
        Optional<String> state = parameters.first("state");
        AuthorizationRequest request = new AuthorizationRequest(
                client,
                redirectUri,
                state,
                scopes(parameters.first("scope").orElse("")),
                pkce(parameters),
                parameters.given("login_hint"),
                carried(parameters));
        request.check();
        return request;
    }

    private static String unregistered(Integration client) {
        String accepted = client.anyLoopback()
                ? "it accepts http and https addresses on localhost, 127.0.0.0/8 and [::1]."
                : "it is compared letter by letter with " + String.join(", ", client.redirectUris()) + ".";
        return "The redirect_uri is missing or not registered for this integration; " + accepted;
    }

    private void check() {
        for (Map.Entry<String, List<String>> entry : parameters.values().entrySet()) {
            if (entry.getValue().size() > 1) {
                throw error("invalid_request", "The parameter " + entry.getKey() + " is given more than once.");
            }
        }
        Optional<String> responseType = parameters.given("response_type");
        if (responseType.isEmpty()) {
            throw error("invalid_request", "The response_type is missing.");
        }
        if (!responseType.get().equals("code")) {
            throw error("unsupported_response_type", "Only the response_type code is supported.");
        }
        if (scopes.isEmpty()) {
            throw error("invalid_scope", "The scope is missing.");
        }
        for (String scope : scopes) {
            if (!client.scopes().contains(scope) && !OPENID.contains(scope)) {
                throw error("invalid_scope", "The scope " + scope + " is unknown or not registered for this client.");
            }
        }
        Optional<String> challenge = parameters.first("code_challenge");
        if (challenge.isPresent() && pkce.isEmpty()) {
            throw error("invalid_request", "The code_challenge or its method is malformed.");
        }
        if (challenge.isEmpty() && parameters.first("code_challenge_method").isPresent()) {
            throw error("invalid_request", "The code_challenge_method needs a code_challenge.");
        }
        if (parameters.first("prompt").filter("none"::equals).isPresent()) {
            throw error("login_required", "Nobody is signed in, and prompt=none forbids asking.");
        }
    }

    /** The error that goes back to the application. */
    public AuthorizationError error(String code, String description) {
        return new AuthorizationError(
                back("error=" + Parameters.encode(code) + "&error_description=" + Parameters.encode(description)));
    }

    /** The redirect address with something added to its query, and the state as it came. */
    public String back(String added) {
        String joint = redirectUri.contains("?") ? "&" : "?";
        return URI.create(redirectUri).toASCIIString()
                + joint
                + added
                + state.map(text -> "&state=" + Parameters.encode(text)).orElse("");
    }

    private static List<String> scopes(String text) {
        Set<String> scopes = new LinkedHashSet<>(List.of(text.strip().split("\\s+")));
        scopes.remove("");
        return List.copyOf(scopes);
    }

    private static Optional<Pkce> pkce(Parameters parameters) {
        Optional<Pkce.Method> method = switch (parameters
                .first("code_challenge_method")
                .orElse("plain")
                .toLowerCase(Locale.ROOT)) {
            case "plain" -> Optional.of(Pkce.Method.PLAIN);
            case "s256" -> Optional.of(Pkce.Method.S256);
            default -> Optional.empty();
        };
        return method.flatMap(known -> parameters
                .first("code_challenge")
                .filter(Pkce::wellFormed)
                .map(challenge -> new Pkce(challenge, known)));
    }

    private static Parameters carried(Parameters parameters) {
        Parameters carried = parameters;
        for (String name : parameters.values().keySet()) {
            if (!CARRIED.contains(name)) {
                carried = carried.without(name);
            }
        }
        return carried;
    }
}
