package dev.valence.instance;

import dev.valence.credential.OAuthApplication;
import dev.valence.http.BadRequest;
import java.net.URI;
import java.net.URISyntaxException;

/** Reads the OAuth 2 client of an instance out of its configuration. */
public final class OAuthApplications {
    private OAuthApplications() {}

    /**
     * The client and its endpoints.
     *
     * @throws BadRequest when an endpoint is missing or no http or https URL
     */
    public static OAuthApplication of(Configuration configuration) {
        URI token = url(configuration, "oauth.token.url");
        URI refresh = configuration.get("oauth.token.refresh_url").isPresent()
                ? url(configuration, "oauth.token.refresh_url")
                : token;
        return new OAuthApplication(
                token,
                refresh,
                configuration.get("oauth.api.key").orElse(""),
                configuration.get("oauth.api.secret").orElse(""),
                configuration
                        .get("oauth.basic.header")
                        .map(value -> !value.equalsIgnoreCase("false"))
                        .orElse(true),
                configuration.get("oauth.callback.url").orElse(""));
    }

    private static URI url(Configuration configuration, String key) {
        String text = configuration
                .get(key)
                .orElseThrow(() -> new BadRequest("The configuration entry " + key + " is needed and has no value"));
        try {
            URI url = new URI(text);
            String scheme = String.valueOf(url.getScheme());
            if ((scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https")) && url.getHost() != null) {
                return url;
            }
        } catch (URISyntaxException e) {
            throw new BadRequest("The configuration entry " + key + " is not a URL", e);
        }
        throw new BadRequest("The configuration entry " + key + " must be an http or https URL");
    }
}
