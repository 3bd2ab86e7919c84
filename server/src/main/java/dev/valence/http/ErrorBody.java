package dev.valence.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import java.util.Optional;

/**
 * The one JSON form of an error.
 *
 * @param requestId same value as the {@code Elements-Request-Id} header, 24 hex digits
 * @param message what went wrong and what to do next
 * @param providerMessage the provider's own words, when a provider spoke
 * @param fields what is wrong at each field of a form; left out when the failure is not about fields
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ErrorBody(
        String requestId,
        String message,
        Optional<String> providerMessage,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> fields) {

    /** A failure that is not about the fields of a form. */
    public ErrorBody(String requestId, String message, Optional<String> providerMessage) {
        this(requestId, message, providerMessage, Map.of());
    }
}
