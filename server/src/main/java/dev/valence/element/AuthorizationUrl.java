package dev.valence.element;

import dev.valence.http.BadRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds the address at which a person consents (RFC 6749, section 4.1.1). */
public final class AuthorizationUrl {
    private final Element element;
    private final Map<String, String> request;

    /**
     * Prepares the address.
     *
     * @param request what the caller sent: {@code apiKey}, {@code callbackUrl}, {@code state}, {@code scope},
     *     {@code code_challenge} (RFC 7636), and values for variables in the element's address
     */
    public AuthorizationUrl(Element element, Map<String, String> request) {
        this.element = element;
        this.request = request;
    }

    /**
     * The address; members in the order that the platform always had.
     *
     * @throws BadRequest when the element does not use OAuth 2, or something is missing
     */
    public String build() {
        if (element.authentication() != AuthenticationType.OAUTH2) {
            throw new BadRequest("The element " + element.key() + " does not use OAuth 2 but "
                    + element.authentication().wire() + "; create an instance without an OAuth URL");
        }
        List<String> missing = new ArrayList<>();
        String clientId = value("apiKey", "oauth.api.key", missing);
        String callback = value("callbackUrl", "oauth.callback.url", missing);
        String address = address(missing);
        if (!missing.isEmpty()) {
            throw new BadRequest("Missing: " + String.join(", ", missing) + "; send them as query parameters,"
                    + " or as JSON members with POST");
        }
        requireWhole(callback, "callbackUrl");
        StringBuilder url = new StringBuilder(address).append(address.contains("?") ? '&' : '?');
        sent("scope")
                .or(() -> element.defaultOf("oauth.scope"))
                .filter(scope -> !scope.isBlank())
                .ifPresent(scope -> url.append("scope=").append(encoded(scope)).append('&'));
        return url.append("response_type=code&redirect_uri=")
                .append(encoded(callback))
                .append("&state=")
                .append(encoded(sent("state").orElse(element.key())))
                .append("&client_id=")
                .append(encoded(clientId))
                .append(sent("code_challenge").map(this::challenge).orElse(""))
                .toString();
    }

    private String challenge(String challenge) {
        return "&code_challenge=" + encoded(challenge) + "&code_challenge_method="
                + encoded(sent("code_challenge_method").orElse("S256"));
    }

    private String address(List<String> missing) {
        String address = element.defaultOf("oauth.authorization.url").orElse("");
        for (String variable : PathTemplate.variables(address)) {
            address = address.replace("{" + variable + "}", encoded(value(variable, variable, missing)));
        }
        return address;
    }

    private String value(String name, String configurationKey, List<String> missing) {
        Optional<String> value =
                sent(name).or(() -> element.defaultOf(configurationKey)).filter(text -> !text.isBlank());
        if (value.isEmpty()) {
            missing.add(name);
        }
        return value.orElse("");
    }

    private Optional<String> sent(String name) {
        return Optional.ofNullable(request.get(name)).filter(text -> !text.isBlank());
    }

    /** Refuses what is no whole URL with a {@link BadRequest} that names the member. */
    static void requireWhole(String url, String member) {
        try {
            if (new URI(url).isAbsolute()) {
                return;
            }
        } catch (URISyntaxException e) {
            throw new BadRequest(member + " is not a URL: " + e.getReason(), e);
        }
        throw new BadRequest(member + " must be a whole URL, for example https://app.example/callback");
    }

    /** Form encoding, a space becomes a plus sign. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
