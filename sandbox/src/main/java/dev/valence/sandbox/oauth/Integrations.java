package dev.valence.sandbox.oauth;

import dev.valence.sandbox.http.Refusal;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The registered OAuth clients of one provider; every method is atomic. */
public final class Integrations {
    private static final int MOST_REDIRECT_URIS = 10;
    private static final int NAME_LENGTH = 128;
    private static final int KEY_BYTES = 32;

    private final InstantSource clock;
    private final Integration documented;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Integration> byClientId = new LinkedHashMap<>();

    /** With one client that is always there and cannot be removed. */
    public Integrations(InstantSource clock, Integration documented) {
        this.clock = clock;
        this.documented = documented;
        clear();
    }

    /**
     * Registers an integration, or with {@code machine} a service app; its keys are made here.
     *
     * @throws Refusal 400 when the name, the redirect URIs or the scopes cannot be used
     */
    public synchronized Integration register(
            String name, List<String> redirectUris, Set<String> scopes, Optional<String> machine) {
        if (name.isBlank() || name.length() > NAME_LENGTH) {
            throw new Refusal(400, "name must have 1 to " + NAME_LENGTH + " characters.");
        }
        if ((redirectUris.isEmpty() && machine.isEmpty()) || redirectUris.size() > MOST_REDIRECT_URIS) {
            throw new Refusal(400, "redirectUris must hold 1 to " + MOST_REDIRECT_URIS + " addresses.");
        }
        redirectUris.forEach(Integration::checkRedirectUri);
        if (scopes.isEmpty()) {
            throw new Refusal(400, "scopes must name at least one scope.");
        }
        for (String scope : scopes) {
            if (!documented.scopes().contains(scope)) {
                throw new Refusal(400, "scopes holds an unknown scope: " + scope);
            }
        }
        Integration made = new Integration(
                newClientId(), name.strip(), newKey(), redirectUris, false, scopes, false, machine, clock.instant());
        byClientId.put(made.clientId(), made);
        return made;
    }

    /** Puts one in as it is. */
    public synchronized void restore(Integration integration) {
        byClientId.put(integration.clientId(), integration);
    }

    public synchronized Optional<Integration> find(String clientId) {
        return Optional.ofNullable(byClientId.get(clientId));
    }

    public synchronized List<Integration> all() {
        return List.copyOf(byClientId.values());
    }

    /** Makes a new secret; the former one is refused from now on. */
    public synchronized Optional<Integration> regenerate(String clientId) {
        return change(clientId, known -> known.withSecret(newKey()));
    }

    public synchronized Optional<Integration> block(String clientId, boolean blocked) {
        return change(clientId, known -> known.withBlocked(blocked));
    }

    private Optional<Integration> change(String clientId, UnaryOperator<Integration> change) {
        return Optional.ofNullable(byClientId.computeIfPresent(clientId, (id, known) -> change.apply(known)));
    }

    /**
     * Takes one away; whether there was one.
     *
     * @throws Refusal 400 for the documented one
     */
    public synchronized boolean remove(String clientId) {
        if (clientId.equals(documented.clientId())) {
            throw new Refusal(400, "The documented integration stays.");
        }
        return byClientId.remove(clientId) != null;
    }

    public synchronized void clear() {
        byClientId.clear();
        byClientId.put(documented.clientId(), documented);
    }

    /** {@code C} and 64 hexadecimal digits, also for bots. */
    public String newClientId() {
        return "C" + newKey();
    }

    private String newKey() {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
