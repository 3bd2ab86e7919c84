package dev.valence.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MultivaluedMap;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Says of every list how many rows it has, also of those that come without pages. */
public class ListCounts {

    @ServerResponseFilter
    void count(ContainerRequestContext request, ContainerResponseContext reply) {
        MultivaluedMap<String, Object> headers = reply.getHeaders();
        if (request.getMethod().equals("GET")
                && reply.getStatus() == 200
                && reply.getEntity() instanceof ArrayNode rows
                && !headers.containsKey(Headers.RETURNED_COUNT)) {
            headers.putSingle(Headers.RETURNED_COUNT, rows.size());
            // A list as long as a page may have been cut.
            if (rows.size() < Page.CAP) {
                headers.putSingle(Headers.TOTAL_COUNT, rows.size());
            }
        }
    }
}
