package dev.valence.instance;

import dev.valence.credential.Credentials;
import dev.valence.credential.OAuthToken;
import dev.valence.credential.TokenAnswer;
import dev.valence.credential.TokenEndpoint;
import dev.valence.element.AuthenticationType;
import dev.valence.element.Catalog;
import dev.valence.element.Element;
import dev.valence.element.RedirectUri;
import dev.valence.element.StoredApplications;
import dev.valence.http.BadRequest;
import dev.valence.http.Mask;
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
 * way leaves nothing behind. What needs the stored instance ({@link InstanceLife}) comes after, and its failure undoes it.
 */
@Singleton
public class Provisioning {
    private final Catalog catalog;
    private final Instances instances;
    private final Credentials credentials;
    private final TokenEndpoint endpoint;
    private final ExternalTokens externalTokens;
    private final StoredApplications applications;
    private final RedirectUri redirectUri;
    private final InstanceLives lives;
    private final Database database;

    public Provisioning(
            Catalog catalog,
            Instances instances,
            Credentials credentials,
            TokenEndpoint endpoint,
            ExternalTokens externalTokens,
            StoredApplications applications,
            RedirectUri redirectUri,
            InstanceLives lives,
            Database database) {
        this.catalog = catalog;
        this.instances = instances;
        this.credentials = credentials;
        this.endpoint = endpoint;
        this.externalTokens = externalTokens;
        this.applications = applications;
        this.redirectUri = redirectUri;
        this.lives = lives;
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
        ExternalAuthentication external = request.externalAuthentication().orElse(ExternalAuthentication.NONE);
        Configuration brought = new Configuration(element, Map.of()).with(ownValues(element, request.configuration()));
        ClientAddresses.check(addressFaults(caller, brought));
        Configuration given = withApplication(caller, brought);
        String name = request.name().orElse(element.name());
        NewInstance instance = new NewInstance(
                name,
                request.tags().orElse(List.of(name)),
                external,
                switches(Instance.Switches.NEW, request),
                lives.complete(Optional.empty(), externalTokens.without(given)));
        Optional<OAuthToken> token = authenticate(given, external, request, true);
        long id = database.jdbi().inTransaction(handle -> {
            long made = instances.insert(handle, caller, instance);
            token.ifPresent(pair -> credentials.replace(
                    handle, caller.organizationId(), made, pair, external != ExternalAuthentication.ALWAYS));
            return made;
        });
        // After the commit: what a provider registers for the instance may call it at once.
        Instance made = instances.require(caller, id);
        try {
            lives.made(Connection.of(element, made));
            // Scripts may have added to the configuration.
            Instance complete = instances.require(caller, id);
            lives.stored(Optional.empty(), Connection.of(element, complete), true);
        } catch (RuntimeException e) {
            try {
                lives.unmade(Connection.of(element, made));
            } finally {
                instances.delete(made);
            }
            throw e;
        }
        return instances.require(caller, id);
    }

    /**
     * What is wrong with the configuration of an instance to be, by key; asks no provider and changes nothing.
     *
     * @param before the instance that the configuration is to change, if it is not for a new one
     */
    public Map<String, String> faults(
            Caller caller, Element element, Optional<Instance> before, Map<String, String> given) {
        Map<String, Optional<String>> values = new LinkedHashMap<>();
        given.forEach((key, value) -> values.put(key, Optional.of(value)));
        Map<String, String> faults = new LinkedHashMap<>();
        Configuration configuration;
        if (before.isPresent()) {
            Configuration stored = Configuration.of(element, before.get());
            configuration = stored.with(changes(element, before.get(), values));
            faults.putAll(addressFaults(caller, stored, configuration));
        } else {
            Configuration brought = new Configuration(element, Map.of()).with(ownValues(element, values));
            faults.putAll(addressFaults(caller, brought));
            configuration = withApplication(caller, brought);
        }
        ConfigurationRules.faults(configuration, ExternalAuthentication.NONE).forEach(faults::putIfAbsent);
        return faults;
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
        Configuration stored = Configuration.of(element, before);
        Configuration after = stored.with(changes(element, before, request.configuration()));
        ClientAddresses.check(addressFaults(caller, stored, after));
        ExternalAuthentication external = request.externalAuthentication().orElse(before.externalAuthentication());
        Configuration complete = lives.complete(Optional.of(stored), externalTokens.without(after));
        Optional<OAuthToken> token = authenticate(after, external, request, false);
        if (token.isPresent()) {
            lives.replacing(Connection.of(element, before));
        }
        NewInstance instance = new NewInstance(
                request.name().orElse(before.name()),
                request.tags().orElse(before.tags()),
                external,
                switches(before.switches(), request),
                token.isPresent() ? lives.renewed(stored, complete) : complete);
        database.jdbi().useTransaction(handle -> {
            instances.update(handle, before, instance);
            boolean refreshed = external != ExternalAuthentication.ALWAYS;
            if (token.isPresent()) {
                credentials.replace(handle, before.organizationId(), id, token.get(), refreshed);
            } else if (external != before.externalAuthentication()) {
                credentials.refreshAhead(handle, id, refreshed);
            }
        });
        Instance changed = instances.require(caller, id);
        try {
            lives.stored(Optional.of(stored), Connection.of(element, changed), token.isPresent());
        } catch (RuntimeException e) {
            undo(before, changed, stored);
            lives.undone(Connection.of(element, instances.require(caller, id)));
            throw e;
        }
        return instances.require(caller, id);
    }

    /**
     * Deletes an instance with all that belongs to it, also at the provider as far as that answers; its token answers 401
     * from now on.
     */
    public void delete(Instance instance) {
        lives.ending(Connection.of(catalog.require(instance.elementKey()), instance));
        instances.delete(instance);
    }

    /** Puts everything back but the tokens: the former ones may be worth nothing by now. */
    private void undo(Instance before, Instance changed, Configuration stored) {
        Instance current = instances.find(changed.id()).orElse(changed);
        database.jdbi()
                .useTransaction(handle -> instances.update(
                        handle,
                        current,
                        new NewInstance(
                                before.name(),
                                before.tags(),
                                changed.externalAuthentication(),
                                before.switches(),
                                stored)));
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
        Optional<String> verifier = request.providerData().map(data -> data.get("code_verifier"));
        return code.map(text -> exchange(configuration, text, verifier));
    }

    private Map<String, String> addressFaults(Caller caller, Configuration brought) {
        return withApplication(caller, brought).equals(brought) ? Map.of() : ClientAddresses.faults(brought);
    }

    private Map<String, String> addressFaults(Caller caller, Configuration before, Configuration after) {
        return applications
                .find(caller.organizationId(), after.element())
                .map(kept -> ClientAddresses.faults(kept, before, after))
                .orElse(Map.of());
    }

    /**
     * The configuration with the OAuth client that the organization keeps, when it brings none of its own. It is copied
     * and not referred to: a refresh token only works with the client that it was issued to.
     */
    private Configuration withApplication(Caller caller, Configuration given) {
        Element element = given.element();
        boolean own = given.get("oauth.api.key").isPresent()
                || given.get("oauth.api.secret").isPresent();
        if (own || element.authentication() != AuthenticationType.OAUTH2) {
            return given;
        }
        return applications
                .find(caller.organizationId(), element)
                .map(kept -> {
                    Map<String, Optional<String>> client = new LinkedHashMap<>();
                    client.put("oauth.api.key", Optional.of(kept.apiKey()));
                    client.put("oauth.api.secret", Optional.of(kept.apiSecret()));
                    if (given.get("oauth.callback.url").isEmpty()) {
                        client.put("oauth.callback.url", kept.callbackUrl().or(() -> Optional.of(redirectUri.value())));
                    }
                    if (kept.scope().isPresent() && !given.own().containsKey("oauth.scope")) {
                        client.put("oauth.scope", kept.scope());
                    }
                    return given.with(client);
                })
                .orElse(given);
    }

    /** @param verifier of a challenge that the consent was asked for with (RFC 7636) */
    private OAuthToken exchange(Configuration configuration, String code, Optional<String> verifier) {
        return switch (endpoint.exchange(OAuthApplications.of(configuration), code, verifier)) {
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
            boolean masked = value.filter(Mask.TEXT::equals).isPresent() && SecretKeys.isSecret(element, key);
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
