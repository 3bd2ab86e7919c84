package dev.valence.instance;

import dev.valence.credential.Credentials;
import dev.valence.credential.OAuthToken;
import dev.valence.credential.TokenAnswer;
import dev.valence.credential.TokenEndpoint;
import dev.valence.element.AuthenticationType;
import dev.valence.element.Catalog;
import dev.valence.element.Element;
import dev.valence.http.BadRequest;
import dev.valence.http.ProviderFailure;
import dev.valence.store.Database;
import dev.valence.tenant.Caller;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes and changes instances.
 *
 * <p>Everything is checked first, then the provider is asked, then one transaction stores the result: a failure on the
 * way leaves nothing behind.
 */
@Singleton
public class Provisioning {
    private final Catalog catalog;
    private final Instances instances;
    private final Credentials credentials;
    private final TokenEndpoint endpoint;
    private final ExternalTokens externalTokens;
    private final Database database;

    public Provisioning(
            Catalog catalog,
            Instances instances,
            Credentials credentials,
            TokenEndpoint endpoint,
            ExternalTokens externalTokens,
            Database database) {
        this.catalog = catalog;
        this.instances = instances;
        this.credentials = credentials;
        this.endpoint = endpoint;
        this.externalTokens = externalTokens;
        this.database = database;
    }

    /**
     * Creates an instance.
     *
     * @param elementKeyOrId the element of the path, when the path names one; else the body's is taken
     * @throws BadRequest when something is missing (all of it is named) or has the wrong form
     * @throws ProviderFailure when the provider refuses the code or cannot be reached
     */
    public Instance create(Caller caller, Optional<String> elementKeyOrId, InstanceRequest request) {
        Element element = catalog.require(elementKeyOrId
                .or(request::element)
                .orElseThrow(() -> new BadRequest("The element is missing; send \"element\": {\"key\": \"...\"}")));
        Configuration given = new Configuration(element, Map.of()).with(ownValues(element, request.configuration()));
        ExternalAuthentication external = request.externalAuthentication().orElse(ExternalAuthentication.NONE);
        String name = request.name().orElse(element.name());
        NewInstance instance = new NewInstance(
                name,
                request.tags().orElse(List.of(name)),
                external,
                switches(Instance.Switches.NEW, request),
                externalTokens.without(given));
        Optional<OAuthToken> token = authenticate(given, external, request, true);
        long id = database.jdbi().inTransaction(handle -> {
            long made = instances.insert(handle, caller, instance);
            token.ifPresent(pair -> credentials.replace(
                    handle, caller.organizationId(), made, pair, external != ExternalAuthentication.ALWAYS));
            return made;
        });
        return instances.require(caller, id);
    }

    /**
     * Changes an instance; members that are absent keep their value, and a new code or new tokens re-authenticate it.
     *
     * @throws BadRequest when the result would lack something or have the wrong form
     * @throws ProviderFailure when the provider refuses the code or cannot be reached
     */
    public Instance update(Caller caller, long id, InstanceRequest request) {
        Instance before = instances.require(caller, id);
        Element element = catalog.require(before.elementKey());
        Configuration after = Configuration.of(element, before).with(changes(element, before, request.configuration()));
        ExternalAuthentication external = request.externalAuthentication().orElse(before.externalAuthentication());
        NewInstance instance = new NewInstance(
                request.name().orElse(before.name()),
                request.tags().orElse(before.tags()),
                external,
                switches(before.switches(), request),
                externalTokens.without(after));
        Optional<OAuthToken> token = authenticate(after, external, request, false);
        database.jdbi().useTransaction(handle -> {
            instances.update(handle, before, instance);
            boolean refreshed = external != ExternalAuthentication.ALWAYS;
            if (token.isPresent()) {
                credentials.replace(handle, before.organizationId(), id, token.get(), refreshed);
            } else if (external != before.externalAuthentication()) {
                credentials.refreshAhead(handle, id, refreshed);
            }
        });
        return instances.require(caller, id);
    }

    /** The token pair this call brings: exchanged for its code, or taken over from its configuration. */
    private Optional<OAuthToken> authenticate(
            Configuration configuration, ExternalAuthentication external, InstanceRequest request, boolean creating) {
        if (configuration.element().authentication() != AuthenticationType.OAUTH2) {
            ConfigurationRules.check(configuration, external, List.of());
            return Optional.empty();
        }
        if (external != ExternalAuthentication.NONE) {
            Optional<OAuthToken> brought = externalTokens.in(configuration);
            boolean missing = brought.isEmpty() && creating;
            ConfigurationRules.check(configuration, external, missing ? List.of("oauth.user.token") : List.of());
            return brought;
        }
        boolean consenting = creating || request.providerData().isPresent();
        Optional<String> code = request.providerData().map(data -> data.get("code"));
        Optional<String> error = request.providerData().map(data -> data.get("error"));
        List<String> missing = new ArrayList<>();
        if (consenting && code.isEmpty() && error.isEmpty()) {
            missing.add("providerData.code");
        }
        ConfigurationRules.check(configuration, external, missing);
        if (error.isPresent()) {
            throw new ProviderFailure(
                    400,
                    "The provider's redirect brought an error instead of a code; send the user through the OAuth URL"
                            + " again",
                    request.providerData().map(data -> data.getOrDefault("error_description", error.get())),
                    Optional.empty());
        }
        return code.map(text -> exchange(configuration, text));
    }

    private OAuthToken exchange(Configuration configuration, String code) {
        return switch (endpoint.exchange(OAuthApplications.of(configuration), code)) {
            case TokenAnswer.Granted(OAuthToken token) -> token;
            case TokenAnswer.Refused(ProviderFailure reason) -> throw reason;
            case TokenAnswer.Failed(ProviderFailure reason) -> throw reason;
        };
    }

    private static Instance.Switches switches(Instance.Switches before, InstanceRequest request) {
        return new Instance.Switches(
                before.disabled(),
                request.traceLogging().orElse(before.traceLogging()),
                request.cachingEnabled().orElse(before.cachingEnabled()),
                request.maxCacheSize().orElse(before.maxCacheSize()),
                request.cacheTimeToLive().orElse(before.cacheTimeToLive()));
    }

    /** A value that equals the element's default is not the instance's own; it goes on following the default. */
    private static Map<String, Optional<String>> ownValues(Element element, Map<String, Optional<String>> given) {
        Map<String, Optional<String>> own = new LinkedHashMap<>();
        given.forEach((key, value) -> {
            boolean masked = value.filter(SecretKeys.MASK::equals).isPresent() && SecretKeys.isSecret(element, key);
            if (!masked) {
                own.put(key, value.filter(text -> !element.defaultOf(key).equals(Optional.of(text))));
            }
        });
        return own;
    }

    /** A reply that is sent back changes nothing: masks and the platform's own token entries are passed over. */
    private static Map<String, Optional<String>> changes(
            Element element, Instance before, Map<String, Optional<String>> given) {
        Map<String, Optional<String>> changes = ownValues(element, given);
        InstanceReply.tokenEntries(before).forEach((key, shown) -> {
            if (Optional.ofNullable(given.get(key)).equals(Optional.of(Optional.of(shown)))) {
                changes.remove(key);
            }
        });
        return changes;
    }
}
