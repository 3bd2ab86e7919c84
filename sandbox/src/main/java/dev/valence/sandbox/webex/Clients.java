package dev.valence.sandbox.webex;

import dev.valence.sandbox.oauth.Integration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The integrations that are there from the start. */
final class Clients {
    static final String DOCUMENTED = "valence-sandbox";

    private Clients() {}

    /** The one whose keys stand in the documentation; it takes any loopback address as its redirect URI. */
    static Integration documented() {
        return new Integration(
                DOCUMENTED,
                "Valence",
                "sandbox-secret",
                List.of(),
                true,
                Scopes.known(),
                false,
                Optional.empty(),
                Instant.parse("2026-01-02T10:00:00Z"));
    }
}
