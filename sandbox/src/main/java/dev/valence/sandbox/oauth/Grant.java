package dev.valence.sandbox.oauth;

import java.time.Instant;
import java.util.UUID;

/**
 * A live token without its text, as an administrator sees it.
 *
 * @param refresh whether it is a refresh token
 */
public record Grant(UUID id, boolean refresh, Consent consent, Instant created, Instant end) {}
