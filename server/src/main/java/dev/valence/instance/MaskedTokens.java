package dev.valence.instance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.Mask;
import dev.valence.tenant.NewSecret;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;

/**
 * Masks element tokens and new secrets in replies to the console's session: its pages show a token for the password only, so a script
 * that got into one of them shall not have it for less. Applications, which send their secrets, get it as ever.
 */
@Provider
@Singleton
public final class MaskedTokens implements ContainerResponseFilter {
    private static final String SESSION = "Session ";

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        boolean bySession = Optional.ofNullable(request.getHeaderString(HttpHeaders.AUTHORIZATION))
                .filter(credentials -> credentials.startsWith(SESSION))
                .isPresent();
        if (bySession && response.getEntity() instanceof NewSecret) {
            response.setEntity(new NewSecret(Mask.TEXT));
        }
        if (bySession
                && request.getUriInfo().getPath().contains("/instances")
                && response.getEntity() instanceof JsonNode reply) {
            mask(reply);
            reply.forEach(MaskedTokens::mask);
        }
    }

    private static void mask(JsonNode node) {
        if (node instanceof ObjectNode instance && instance.has("token")) {
            instance.put("token", Mask.TEXT);
        }
        if (node instanceof ObjectNode reply
                && reply.path("configuration") instanceof ObjectNode values
                && values.hasNonNull(SecretKeys.WEBHOOK_SECRET)) {
            values.put(SecretKeys.WEBHOOK_SECRET, Mask.TEXT);
        }
        if (node instanceof ObjectNode entry && entry.path("key").asText().equals(SecretKeys.WEBHOOK_SECRET)) {
            entry.put("propertyValue", Mask.TEXT);
        }
        if (node instanceof ObjectNode entry && entry.has("key") && entry.has("secret")) {
            entry.put("secret", Mask.TEXT);
        }
    }
}
