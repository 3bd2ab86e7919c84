package dev.valence.instance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.activity.CallFilter;
import dev.valence.activity.Calls;
import dev.valence.http.ApiException;
import dev.valence.http.Ids;
import dev.valence.http.Json;
import dev.valence.http.NotFound;
import dev.valence.http.Unauthorized;
import dev.valence.http.Unavailable;
import dev.valence.tenant.Callers;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/** The recorded calls of all instances that the caller may see, and a live view of them. */
@Path("/console")
@RunOnVirtualThread
@Singleton
public final class ConsoleActivity {
    private static final Logger LOG = Logger.getLogger(ConsoleActivity.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    /** Proxies close what stays silent for a minute. */
    private static final int BEATS = 15;

    /** What comes faster nobody can read. */
    private static final int AT_ONCE = 1_000;
    /** A process that commits late has taken its ids early: for so many looks the view still waits for them. */
    private static final int LATE = 5;

    private final Callers callers;
    private final Calls calls;
    private final Semaphore views = new Semaphore(100);
    private volatile boolean stopping;

    ConsoleActivity(Callers callers, Calls calls) {
        this.callers = callers;
        this.calls = calls;
    }

    @GET
    @Path("activity")
    @Produces(MediaType.APPLICATION_JSON)
    public Calls.Page list(@HeaderParam("Authorization") Optional<String> authorization, @Context UriInfo uri) {
        return ActivityEndpoints.page(
                calls, callers.require(authorization), CallFilter.of(uri.getQueryParameters()), uri);
    }

    @GET
    @Path("activity/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    public ObjectNode read(@HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id) {
        return calls.find(ActivityEndpoints.viewer(callers.require(authorization)), Ids.parse(id, "call"))
                .orElseThrow(() -> NotFound.withId("call", id));
    }

    /**
     * New calls as Server-Sent Events, one each, whichever process served them; narrowed as the list is. Ends when the
     * session does.
     */
    @GET
    @Path("activity/stream")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void follow(
            @HeaderParam("Authorization") Optional<String> authorization,
            @Context UriInfo uri,
            @Context SseEventSink sink,
            @Context Sse sse) {
        if (!knows(authorization)) {
            // A browser notes a 401 as an error of the page, and asks for an empty stream again and again; 204 ends it.
            throw new WebApplicationException(Response.noContent().build());
        }
        CallFilter filter = CallFilter.of(uri.getQueryParameters());
        if (!views.tryAcquire()) {
            throw new Unavailable("Too many live views are open on this server; close some", Duration.ofSeconds(30));
        }
        try (sink) {
            follow(authorization, filter, sink, sse);
        } catch (ApiException ended) {
            LOG.debugf("A live view was ended: %s", ended.getMessage());
        } catch (ExecutionException | TimeoutException gone) {
            LOG.debug("The reader of a live view is gone", gone);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            views.release();
        }
    }

    private boolean knows(Optional<String> authorization) {
        try {
            callers.require(authorization);
            return true;
        } catch (Unauthorized ended) {
            return false;
        }
    }

    void stop(@Observes @Priority(1) ShutdownEvent event) {
        stopping = true;
    }

    private void follow(Optional<String> authorization, CallFilter filter, SseEventSink sink, Sse sse)
            throws InterruptedException, ExecutionException, TimeoutException {
        Deque<Long> newest = new ArrayDeque<>(List.of(calls.newestId()));
        TreeSet<Long> shown = new TreeSet<>();
        send(sink, sse.newEventBuilder().comment("begun").build());
        for (int beat = 1; !sink.isClosed() && !stopping; beat++) {
            long floor = newest.getFirst();
            Calls.Viewer viewer = ActivityEndpoints.viewer(callers.require(authorization));
            for (Calls.Item item : calls.after(viewer, filter, floor, AT_ONCE)) {
                if (shown.add(item.id())) {
                    send(sink, sse.newEvent(new String(Json.bytes(item), StandardCharsets.UTF_8)));
                }
            }
            newest.add(shown.isEmpty() ? floor : shown.last());
            if (newest.size() > LATE) {
                newest.removeFirst();
                shown.headSet(newest.getFirst(), true).clear();
            }
            if (beat % BEATS == 0) {
                send(sink, sse.newEventBuilder().comment("still here").build());
            }
            Thread.sleep(LOOK_AGAIN);
        }
    }

    /** Waits, so that a slow reader holds up its own view and nothing else. */
    private static void send(SseEventSink sink, jakarta.ws.rs.sse.OutboundSseEvent event)
            throws InterruptedException, ExecutionException, TimeoutException {
        var _ = sink.send(event).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
