package dev.valence.element;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The API document of the platform's own resources: OpenAPI 3.1, whatever format is asked for. */
@Path("/elements/api-v2")
@Singleton
@RunOnVirtualThread
public final class PlatformDocument {
    private static final String FILE = "openapi/platform.yaml";

    private final DocumentReply documents;

    public PlatformDocument(DocumentReply documents) {
        this.documents = documents;
    }

    @GET
    @Path("docs/platform")
    public Response platform(@Context UriInfo uri) {
        return reply(read(), uri);
    }

    Response reply(ObjectNode document, UriInfo uri) {
        document.putArray("servers").addObject().put("url", documents.baseUrl(uri));
        return JsonReply.of(document);
    }

    /** The part about one kind of resource, such as {@code instances}; empty when no path begins with this word. */
    static Optional<ObjectNode> about(String word) {
        ObjectNode document = read();
        ObjectNode paths = document.withObjectProperty("paths");
        List<String> others = paths.properties().stream()
                .map(Map.Entry::getKey)
                .filter(path -> !path.equals("/" + word) && !path.startsWith("/" + word + "/"))
                .toList();
        paths.remove(others);
        return paths.isEmpty() ? Optional.empty() : Optional.of(document);
    }

    static ObjectNode read() {
        try (InputStream in = PlatformDocument.class.getClassLoader().getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("The class path lacks " + FILE + "; the build is incomplete");
            }
            return (ObjectNode) ElementYaml.read(FILE, new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .json();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + FILE, e);
        }
    }
}
