package dev.valence.sandbox.oauth;

import java.time.Instant;
import java.util.UUID;

/** A token with its text, for the state file. */
public record SavedToken(
        UUID id, String text, boolean refresh, long family, Consent consent, Instant created, Instant end) {
    @Override
    public String toString() {
        return "saved token " + id;
    }
}
