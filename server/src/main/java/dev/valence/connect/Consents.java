package dev.valence.connect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.element.AuthenticationType;
import dev.valence.element.AuthorizationUrl;
import dev.valence.element.Catalog;
import dev.valence.element.Element;
import dev.valence.element.RedirectUri;
import dev.valence.element.ScopeSyntax;
import dev.valence.element.StoredApplication;
import dev.valence.element.StoredApplications;
import dev.valence.http.ApiException;
import dev.valence.http.Json;
import dev.valence.instance.Configuration;
import dev.valence.instance.Instance;
import dev.valence.instance.InstanceRequest;
import dev.valence.instance.Instances;
import dev.valence.instance.Provisioning;
import dev.valence.tenant.Caller;
import dev.valence.tenant.Callers;
import dev.valence.tenant.SecretText;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Sends a person to the provider's page, and makes an instance of what the provider sends back. */
@Singleton
final class Consents {
    private static final Logger LOG = Logger.getLogger(Consents.class);

    private final Catalog catalog;
    private final StoredApplications applications;
    private final Instances instances;
    private final Provisioning provisioning;
    private final Callers callers;
    private final Flows flows;
    private final ConnectSessions sessions;
    private final RedirectUri redirectUri;
    private final Clock clock;

    Consents(
            Catalog catalog,
            StoredApplications applications,
            Instances instances,
            Provisioning provisioning,
            Callers callers,
            Flows flows,
            ConnectSessions sessions,
            RedirectUri redirectUri,
            Clock clock) {
        this.catalog = catalog;
        this.applications = applications;
        this.instances = instances;
        this.provisioning = provisioning;
        this.callers = callers;
        this.flows = flows;
        this.sessions = sessions;
        this.redirectUri = redirectUri;
        this.clock = clock;
    }

    /**
     * What a person wants connected.
     *
     * @param target an instance to authenticate again
     * @param binding what the browser will show when it comes back, and nobody else has
     * @param connectSession the embedded button's session that it is begun in
     */
    record Wish(
            Caller caller,
            Element element,
            ConnectForm form,
            Optional<Instance> target,
            String binding,
            Optional<Long> connectSession) {
        /** A wish of the console. */
        Wish(Caller caller, Element element, ConnectForm form, Optional<Instance> target, String binding) {
            this(caller, element, form, target, binding, Optional.empty());
        }

        @Override
        public String toString() {
            return "Wish[" + element + "]";
        }
    }

    /**
     * A flow that has begun.
     *
     * @param authorizationUrl where the browser goes now; absent when the element needs no consent and all is done
     */
    record Begun(long id, Optional<String> authorizationUrl) {}

    /** Checks a form; what is wrong is added to the faults. */
    void check(Wish wish, FieldFaults faults) {
        ConnectForm form = wish.form();
        if (form.name().isEmpty() && wish.target().isEmpty()) {
            faults.add("name", "is required: it tells this connection from others");
        }
        form.name()
                .filter(name -> name.length() > InstanceRequest.LONGEST_NAME)
                .ifPresent(
                        name -> faults.add("name", "is longer than " + InstanceRequest.LONGEST_NAME + " characters"));
        form.tags()
                .filter(tags -> tags.stream().anyMatch(tag -> tag.length() > InstanceRequest.LONGEST_NAME))
                .ifPresent(tags ->
                        faults.add("tags", "one is longer than " + InstanceRequest.LONGEST_NAME + " characters"));
        if (form.keep() && !wish.caller().administrator()) {
            faults.add("keep", "only administrators store keys for the organization; connect without storing them");
        }
        form.scope()
                .filter(scope -> !ScopeSyntax.fits(scope))
                .ifPresent(scope -> faults.add("scope", ScopeSyntax.FAULT));
        Optional.ofNullable(form.configuration().get("oauth.scope"))
                .filter(scope -> !ScopeSyntax.fits(scope))
                .ifPresent(scope -> faults.add("oauth.scope", ScopeSyntax.FAULT));
        Map<String, String> wrong =
                provisioning.faults(wish.caller(), wish.element(), wish.target(), configuration(wish));
        wrong.forEach((key, fault) -> faults.add(field(key), fault));
    }

    /**
     * Begins a flow for a form that was checked.
     *
     * @throws ApiException when the element's own address for consents is unusable, or it needs none and was refused
     */
    Begun begin(Wish wish) {
        Element element = wish.element();
        boolean oauth = element.authentication() == AuthenticationType.OAUTH2;
        String state = SecretText.urlSafe();
        Optional<String> verifier = oauth && element.pkce() ? Optional.of(ProofKey.verifier()) : Optional.empty();
        Optional<String> url = oauth ? Optional.of(authorizationUrl(wish, state, verifier)) : Optional.empty();
        Flows.Start start = new Flows.Start(
                wish.caller().organizationId(),
                wish.caller().userId(),
                element.key(),
                wish.form().sent(verifier, url),
                wish.target().map(Instance::id),
                state,
                wish.binding(),
                wish.connectSession());
        long id = flows.open(start);
        if (!oauth) {
            flows.find(wish.caller().userId(), id).filter(flows::claim).ifPresent(flow -> provision(flow, Map.of()));
        }
        return new Begun(id, url);
    }

    /**
     * Ends a flow with what the provider's redirect brought; a second time, or too late, changes nothing.
     *
     * @param answer the parameters of the redirect
     * @param bindings what the browser shows, of the console's session and of a pop-up
     * @return the flow, or nothing when this browser began none with this state
     */
    Optional<Flow> end(Map<String, String> answer, List<String> bindings) {
        String state = answer.getOrDefault("state", "");
        Optional<Flow> found = bindings.stream()
                .flatMap(binding -> flows.find(state, binding).stream())
                .findFirst();
        found.filter(flows::claim).ifPresent(flow -> {
            Element element = catalog.require(flow.elementKey());
            String error = answer.getOrDefault("error", "");
            if (!error.isEmpty()) {
                Optional<String> description = Optional.ofNullable(answer.get("error_description"));
                flows.failed(flow, Problem.ofRedirect(element.name(), error, description, redirectUri.value()));
            } else if (flow.connectSession()
                    .filter(session -> !sessions.claim(session, flow))
                    .isPresent()) {
                flows.failed(flow, Problem.USED);
            } else {
                provision(flow, answer);
            }
        });
        return found;
    }

    /** The problem to show: a stored one, or that the person did not come back in time, or that the server ended. */
    Optional<Problem> problem(Flow flow) {
        Instant now = clock.instant();
        return flow.problem().or(() -> {
            if (flow.interruptedAt(now)) {
                return Optional.of(Problem.interrupted());
            }
            return flow.statusAt(now).equals("expired") ? Optional.of(Problem.expired()) : Optional.empty();
        });
    }

    private void provision(Flow flow, Map<String, String> answer) {
        Element element = catalog.require(flow.elementKey());
        try {
            Caller caller = callers.ofUser(flow.userId()).orElseThrow();
            Optional<Instance> target = flow.targetInstance().map(id -> instances.require(caller, id));
            InstanceRequest request = request(new Wish(caller, element, flow.form(), target, ""), flow, answer);
            Instance instance = target.isPresent()
                    ? provisioning.update(caller, target.get().id(), request)
                    : provisioning.create(caller, Optional.of(element.key()), request);
            flow.connectSession().ifPresent(session -> sessions.used(session, instance.id()));
            keepKeys(caller, element, flow.form());
            flows.connected(flow, instance.id());
        } catch (ApiException e) {
            fail(flow, Problem.ofFailure(element.name(), e, redirectUri.value()));
        } catch (RuntimeException e) {
            LOG.errorf(e, "Connection %d failed", flow.id());
            fail(flow, Problem.broken());
        }
    }

    /** Only keys that have just connected an account: with wrong ones nobody of the organization could. */
    private void keepKeys(Caller caller, Element element, ConnectForm form) {
        if (form.keep()
                && caller.administrator()
                && form.apiKey().isPresent()
                && form.apiSecret().isPresent()) {
            applications.put(
                    caller,
                    element,
                    new StoredApplication(
                            form.apiKey().get(),
                            form.apiSecret().get(),
                            Optional.of(redirectUri.value()),
                            Optional.empty()));
        }
    }

    private void fail(Flow flow, Problem problem) {
        flow.connectSession().ifPresent(sessions::release);
        flows.failed(flow, problem);
    }

    private InstanceRequest request(Wish wish, Flow flow, Map<String, String> answer) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        wish.form().name().ifPresent(name -> json.put("name", name));
        wish.form().tags().ifPresent(tags -> {
            ArrayNode list = json.putArray("tags");
            tags.forEach(list::add);
        });
        ObjectNode values = json.putObject("configuration");
        configuration(wish).forEach(values::put);
        if (!answer.isEmpty()) {
            ObjectNode data = json.putObject("providerData");
            answer.forEach(data::put);
            data.remove("state");
            flow.form().verifier().ifPresent(verifier -> data.put("code_verifier", verifier));
        }
        return InstanceRequest.read(Json.bytes(json));
    }

    private Map<String, String> configuration(Wish wish) {
        Map<String, String> values = new LinkedHashMap<>(wish.form().configuration());
        if (wish.element().authentication() == AuthenticationType.OAUTH2) {
            wish.form().apiKey().ifPresent(key -> values.put("oauth.api.key", key));
            wish.form().apiSecret().ifPresent(secret -> values.put("oauth.api.secret", secret));
            wish.form().scope().ifPresent(scope -> values.put("oauth.scope", scope));
            values.put("oauth.callback.url", redirectUri.value());
        }
        return values;
    }

    private String authorizationUrl(Wish wish, String state, Optional<String> verifier) {
        Map<String, String> request = new LinkedHashMap<>(wish.form().configuration());
        Optional<Configuration> before = wish.target().map(target -> Configuration.of(wish.element(), target));
        Optional<StoredApplication> kept = applications.find(wish.caller().organizationId(), wish.element());
        Map<String, String> given = configuration(wish);
        Optional.ofNullable(given.get("oauth.api.key"))
                .or(() -> before.flatMap(configuration -> configuration.get("oauth.api.key")))
                .or(() -> kept.map(StoredApplication::apiKey))
                .ifPresent(key -> request.put("apiKey", key));
        Optional.ofNullable(given.get("oauth.scope"))
                .or(() -> before.flatMap(configuration -> configuration.get("oauth.scope")))
                .or(() -> kept.flatMap(StoredApplication::scope))
                .ifPresent(scope -> request.put("scope", scope));
        request.put("callbackUrl", redirectUri.value());
        request.put("state", state);
        verifier.ifPresent(text -> request.put("code_challenge", ProofKey.challenge(text)));
        return new AuthorizationUrl(wish.element(), request).build();
    }

    /** What a person sees the entry as. */
    private static String field(String key) {
        return switch (key) {
            case "oauth.api.key" -> "apiKey";
            case "oauth.api.secret" -> "apiSecret";
            case "oauth.scope" -> "scope";
            default -> key;
        };
    }
}
