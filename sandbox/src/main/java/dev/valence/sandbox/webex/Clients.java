package dev.valence.sandbox.webex;

import dev.valence.sandbox.oauth.Integration;
import java.util.Map;

/** The registered integrations. */
final class Clients {
    static final String DOCUMENTED = "valence-sandbox";

    static final Map<String, Integration> ALL =
            Map.of(DOCUMENTED, new Integration(DOCUMENTED, "Valence", "sandbox-secret", Scopes.known()));

    private Clients() {}
}
