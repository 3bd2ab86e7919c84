package dev.valence.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Turns whatever a REST resource throws into the one JSON error form. */
public class Failures {
    private static final Logger LOG = Logger.getLogger(Failures.class);

    @ServerExceptionMapper
    Response known(ApiException failure, HttpServerResponse response) {
        Response.ResponseBuilder reply =
                error(failure.status(), failure.getMessage(), failure.providerMessage(), response);
        if (!failure.fields().isEmpty()) {
            reply.entity(new ErrorBody(
                    Replies.requestId(response),
                    String.valueOf(failure.getMessage()),
                    failure.providerMessage(),
                    failure.fields()));
        }
        failure.retryAfter().ifPresent(wait -> reply.header("Retry-After", Math.max(1, wait.toSeconds())));
        return reply.build();
    }

    @ServerExceptionMapper
    Response framework(WebApplicationException failure, HttpServerResponse response, UriInfo uri) {
        int status = failure.getResponse().getStatus();
        String message = failure.getCause() instanceof JsonProcessingException json
                ? Json.fault(json, "request body")
                : words(status, uri.getPath());
        if (status >= 500) {
            LOG.errorf(failure, "Request %s failed", Replies.requestId(response));
        }
        Response.ResponseBuilder reply = error(status, message, Optional.empty(), response);
        String allow = failure.getResponse().getHeaderString("Allow");
        return allow == null ? reply.build() : reply.header("Allow", allow).build();
    }

    @ServerExceptionMapper
    Response unknown(Throwable failure, HttpServerResponse response) {
        LOG.errorf(failure, "Request %s failed", Replies.requestId(response));
        return error(500, ServerFault.MESSAGE, Optional.empty(), response).build();
    }

    private static String words(int status, String path) {
        return switch (status) {
            case 400 -> "The request to " + path + " is not understood; check its parameters and body";
            case 404 ->
                "There is nothing at " + path + "; paths start with /elements/api-v2, and a resource of an element"
                        + " also needs the Element part of the Authorization header";
            case 405 -> "The path " + path + " does not take this method";
            case 406 -> "Nothing at " + path + " fits the Accept header; ask for application/json";
            case 413 -> "The request body is too large";
            case 415 -> "The path " + path + " does not read this Content-Type; send application/json";
            default -> status >= 500 ? ServerFault.MESSAGE : "The request to " + path + " was refused";
        };
    }

    private static Response.ResponseBuilder error(
            int status, @Nullable String message, Optional<String> providerMessage, HttpServerResponse response) {
        return Response.status(QuietErrors.status(status, response))
                .type(MediaType.APPLICATION_JSON_TYPE.withCharset("UTF-8"))
                .entity(new ErrorBody(Replies.requestId(response), message == null ? "" : message, providerMessage));
    }
}
