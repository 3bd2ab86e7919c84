package dev.valence.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/**
 * The one JSON form of an error.
 *
 * @param requestId same value as the {@code Elements-Request-Id} header, 24 hex digits
 * @param message what went wrong and what to do next
 * @param providerMessage the provider's own words, when a provider spoke
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ErrorBody(String requestId, String message, Optional<String> providerMessage) {}
