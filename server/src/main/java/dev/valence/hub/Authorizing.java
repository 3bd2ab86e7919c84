package dev.valence.hub;

import dev.valence.credential.Credential;
import dev.valence.credential.OAuthApplication;
import dev.valence.credential.Tokens;
import dev.valence.element.AuthenticationType;
import dev.valence.instance.Configuration;
import dev.valence.instance.Connection;
import dev.valence.instance.ExternalAuthentication;
import dev.valence.instance.OAuthApplications;
import dev.valence.provider.AddressGuard;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The last step before sending: a fresh token, refreshed when due, and an address that may be called. */
@Singleton
public class Authorizing {
    private final Tokens tokens;
    private final AddressGuard guard;

    public Authorizing(Tokens tokens, AddressGuard guard) {
        this.tokens = tokens;
        this.guard = guard;
    }

    /**
     * Completes a request.
     *
     * @throws dev.valence.http.ApiException when the user has to consent again or the address may not be called
     */
    Authorized authorize(Connection connection, VendorRequest request, Waiting waiting) {
        InetAddress address = address(request.base().host(), waiting);
        Configuration configuration = connection.configuration();
        return switch (connection.element().authentication()) {
            case OAUTH2, OAUTH2_PASSWORD -> {
                Credential credential = credential(connection, waiting);
                yield new Authorized(request, bearer(credential), Optional.of(credential), address);
            }
            case BASIC -> new Authorized(request, Optional.of(basic(configuration)), Optional.empty(), address);
            default -> new Authorized(request, Optional.empty(), Optional.empty(), address);
        };
    }

    /** Whether a refused token can be replaced by the platform. */
    static boolean renews(Connection connection) {
        return connection.element().authentication() == AuthenticationType.OAUTH2
                && connection.externalAuthentication() != ExternalAuthentication.ALWAYS;
    }

    /**
     * The same request after the provider refused its token: refreshed once, whoever else asks.
     *
     * @throws dev.valence.http.ApiException when the user has to consent again
     */
    Authorized renewed(Connection connection, Authorized refused, Credential credential, Waiting waiting) {
        if (waiting == Waiting.FORBIDDEN) {
            throw new WouldWait();
        }
        OAuthApplication application = OAuthApplications.of(connection.configuration());
        Credential fresh = tokens.afterRefusal(credential, connection.organizationId(), application);
        return new Authorized(refused.request(), bearer(fresh), Optional.of(fresh), refused.address());
    }

    private Credential credential(Connection connection, Waiting waiting) {
        Optional<Credential> cached = tokens.cached(connection.instanceId());
        if (cached.isPresent()) {
            return cached.get();
        }
        if (waiting == Waiting.FORBIDDEN) {
            throw new WouldWait();
        }
        return tokens.fresh(
                connection.instanceId(),
                connection.organizationId(),
                OAuthApplications.of(connection.configuration()),
                renews(connection));
    }

    private InetAddress address(String host, Waiting waiting) {
        Optional<InetAddress> cached = guard.cached(host);
        if (cached.isPresent()) {
            return cached.get();
        }
        if (waiting == Waiting.FORBIDDEN) {
            throw new WouldWait();
        }
        return guard.resolve(host);
    }

    private static Optional<String> bearer(Credential credential) {
        return Optional.of("Bearer " + credential.token().access());
    }

    private static String basic(Configuration configuration) {
        String pair = configuration.get("username").orElse("") + ":"
                + configuration.get("password").orElse("");
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
