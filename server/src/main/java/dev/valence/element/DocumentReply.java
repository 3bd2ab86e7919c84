package dev.valence.element;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.http.Json;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Replies with API documents: Swagger 2.0, or OpenAPI 3.1 on request. */
@Singleton
public final class DocumentReply {
    private static final String OPENAPI = "application/vnd.oai.openapi+json";

    private final Optional<String> publicUrl;

    public DocumentReply(@ConfigProperty(name = "valence.public-url") Optional<String> publicUrl) {
        this.publicUrl = publicUrl;
    }

    /**
     * The reply with a document, for every endpoint that has one.
     *
     * @param format {@code openapi} for OpenAPI 3.1
     * @param accept the header; {@code application/vnd.oai.openapi+json} asks for OpenAPI 3.1 too
     */
    public static Response of(ApiDescription api, String format, String accept, boolean resolve) {
        if (format.equalsIgnoreCase("openapi") || accept.contains(OPENAPI)) {
            JsonNode document = resolve ? OpenApiDocument.resolved(api) : OpenApiDocument.of(api);
            return Response.ok(Json.bytes(document), accept.contains(OPENAPI) ? OPENAPI : JsonReply.TYPE)
                    .build();
        }
        return JsonReply.of(resolve ? SwaggerDocument.resolved(api) : SwaggerDocument.of(api));
    }

    /** The address of the platform API: the setting {@code valence.public-url}, or else what the caller used. */
    public String baseUrl(UriInfo uri) {
        String root = publicUrl.orElseGet(() -> uri.getBaseUri().toString());
        return root.replaceAll("/+$", "") + "/elements/api-v2";
    }
}
