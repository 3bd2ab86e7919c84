package dev.valence.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.element.Catalog;
import dev.valence.element.Element;
import dev.valence.http.BadRequest;
import dev.valence.http.Conflict;
import dev.valence.http.Json;
import dev.valence.http.PageHeaders;
import dev.valence.http.Unauthorized;
import dev.valence.tenant.Caller;
import dev.valence.tenant.Callers;
import dev.valence.tenant.SecretText;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What the pop-up of a connect button asks: {@code Authorization: Connect <token>} says which session it is. Who comes back
 * from the provider is known by a cookie of the pop-up's own.
 */
@Path("/connect")
@RunOnVirtualThread
@Singleton
public final class EmbeddedConnect {
    static final String COOKIE = "valence-connect";
    /** The page at the end, of a flow that is not known. */
    static final String DONE = "/connect/done";

    private static final String FLOW = "flow";

    private static final Pattern CREDENTIAL = Pattern.compile("(?i)connect\\s+([A-Za-z0-9_-]{43})");

    private final Callers callers;
    private final Catalog catalog;
    private final Consents consents;
    private final Flows flows;
    private final ConnectSessions sessions;
    private final Clock clock;
    private final URI publicUrl;

    EmbeddedConnect(
            Callers callers,
            Catalog catalog,
            Consents consents,
            Flows flows,
            ConnectSessions sessions,
            Clock clock,
            @ConfigProperty(name = "valence.public-url") URI publicUrl) {
        this.callers = callers;
        this.catalog = catalog;
        this.consents = consents;
        this.flows = flows;
        this.sessions = sessions;
        this.clock = clock;
        this.publicUrl = publicUrl;
    }

    /** What may be connected. */
    @GET
    @Path("api/session")
    @Produces(MediaType.APPLICATION_JSON)
    public Response session(@HeaderParam("Authorization") Optional<String> authorization) {
        ConnectSession session = sessions.require(token(authorization));
        ObjectNode json = Json.MAPPER.createObjectNode();
        ArrayNode elements = json.putArray("elements");
        for (String key : session.elementKeys()) {
            Element element = catalog.require(key);
            elements.addObject()
                    .put("key", key)
                    .put("name", element.name())
                    .put("description", element.description().orElse(""))
                    .put("logo", "/console/elements/" + key + "/icon.svg");
        }
        session.origin().ifPresent(origin -> json.put("origin", origin));
        json.put("expiresAt", session.expiresAt().toString());
        json.put("used", session.instanceId().isPresent());
        return unstored(json);
    }

    /** Begins; the browser that asked is the one that has to come back. */
    @POST
    @Path("api/start")
    @Produces(MediaType.APPLICATION_JSON)
    public Response start(
            @HeaderParam("Authorization") Optional<String> authorization,
            @CookieParam(COOKIE) Optional<String> cookie,
            byte[] body) {
        ConnectSession session = sessions.require(token(authorization));
        JsonNode json = Json.tree(body, "request body");
        FieldFaults faults = new FieldFaults();
        String key = faults.text("elementKey", json.path("elementKey"))
                .orElseThrow(() -> new BadRequest("The member elementKey is missing"));
        if (!session.elementKeys().contains(key)) {
            throw new BadRequest("This session is not for " + key + " but for " + session.elementKeys());
        }
        Element element = catalog.require(key);
        String name = faults.text("name", json.path("name")).orElse(element.name());
        return begin(session, element, name, faults, Bindings.of(cookie));
    }

    /** How it ended, for a page that could not be told: {@code status}, and the members of the message. */
    @GET
    @Path("api/result")
    @Produces(MediaType.APPLICATION_JSON)
    public Response result(@HeaderParam("Authorization") Optional<String> authorization) {
        ConnectSession session = sessions.require(token(authorization));
        Optional<Flow> last = flows.latestOf(session);
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("status", last.map(flow -> flow.statusAt(clock.instant())).orElse("waiting"));
        last.flatMap(this::message).ifPresent(json::setAll);
        return unstored(json);
    }

    /** The page at the end: it tells the opener and closes, or shows what happened. */
    @GET
    @Path("done")
    @Produces(MediaType.TEXT_HTML)
    public Response done(@CookieParam(COOKIE) Optional<String> cookie, @QueryParam(FLOW) Optional<String> id) {
        Optional<Flow> flow = bound(cookie, id).map(Bound::flow);
        Optional<ConnectSession> session = flow.flatMap(Flow::connectSession).flatMap(sessions::find);
        Optional<String> origin = session.flatMap(ConnectSession::origin);
        ObjectNode message = flow.flatMap(this::message).orElseGet(EmbeddedConnect::lost);
        ResultPage result = flow.map(ended -> ending(ended, message)).orElseGet(EmbeddedConnect::stranger);
        String page = result.html(message, origin);
        Response.ResponseBuilder reply = Response.ok(page, MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"));
        PageHeaders.of("/connect").forEach(reply::header);
        return reply.header("Cache-Control", "no-store").build();
    }

    private ResultPage ending(Flow flow, ObjectNode message) {
        String provider = catalog.require(flow.elementKey()).name();
        if (message.path("type").asText().equals("valence:connected")) {
            return new ResultPage(
                    provider + " is connected",
                    "You can close this window.",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
        return GuestProblem.page(consents.problem(flow).orElse(Problem.STATE), provider, again(flow.id()));
    }

    /** What belongs to no pop-up of this browser was most likely begun in the console, before its session ended. */
    private static ResultPage stranger() {
        return new ResultPage(
                Problem.STATE.title(),
                Problem.STATE.message(),
                Optional.of(
                        "If you came from the console, your session there has ended: open it, log in and begin again. If"
                                + " you came from another page, go back to it and begin again there. If somebody sent you the link"
                                + " that led here, do not use it."),
                Optional.of(new ResultPage.Link("Open the console", "/")),
                Optional.empty());
    }

    /** Once more to the provider, with the same name; where an account was connected meanwhile, to what came of it. */
    @GET
    @Path("again")
    public Response again(@CookieParam(COOKIE) Optional<String> cookie, @QueryParam(FLOW) Optional<String> id) {
        Optional<Bound> bound = bound(cookie, id);
        Optional<Flow> flow = bound.map(Bound::flow);
        Optional<ConnectSession> session = flow.flatMap(Flow::connectSession)
                .flatMap(sessions::find)
                .filter(found -> clock.instant().isBefore(found.expiresAt()));
        if (bound.isEmpty() || flow.isEmpty() || session.isEmpty()) {
            return Response.seeOther(
                            URI.create(flow.map(ended -> done(ended.id())).orElse(DONE)))
                    .build();
        }
        if (session.get().instanceId().isPresent()) {
            long connected = flows.latestOf(session.get())
                    .map(Flow::id)
                    .orElse(flow.get().id());
            return Response.seeOther(URI.create(done(connected))).build();
        }
        Element element = catalog.require(flow.get().elementKey());
        String name = flow.get().form().name().orElse(element.name());
        Consents.Begun begun =
                consents.begin(wish(session.get(), element, name, bound.get().binding()));
        return Response.seeOther(URI.create(begun.authorizationUrl().orElse(done(begun.id()))))
                .header("Cache-Control", "no-store")
                .build();
    }

    private Response begin(ConnectSession session, Element element, String name, FieldFaults faults, Bindings others) {
        if (session.instanceId().isPresent()) {
            throw new Conflict("This link was used already; go back to the page that you came from and begin again");
        }
        String binding = SecretText.urlSafe();
        Consents.Wish wish = wish(session, element, name, binding);
        consents.check(wish, faults);
        faults.throwIfAny();
        Consents.Begun begun = consents.begin(wish);
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("authorizationUrl", begun.authorizationUrl().orElse(done(begun.id())));
        NewCookie shown = new NewCookie.Builder(COOKIE)
                .value(others.with(binding).cookie())
                .path("/")
                .httpOnly(true)
                .sameSite(NewCookie.SameSite.LAX)
                .secure("https".equals(publicUrl.getScheme()))
                .build();
        return Response.ok(json)
                .header("Cache-Control", "no-store")
                .cookie(shown)
                .build();
    }

    /** The page at the end of a flow. */
    static String done(long flow) {
        return DONE + "?" + FLOW + "=" + flow;
    }

    private static String again(long flow) {
        return "/connect/again?" + FLOW + "=" + flow;
    }

    /** A flow of this browser, and what shows that it is. */
    private record Bound(Flow flow, String binding) {}

    private Optional<Bound> bound(Optional<String> cookie, Optional<String> id) {
        Optional<Long> known = id.filter(text -> text.matches("[0-9]{1,18}")).map(Long::valueOf);
        return Bindings.of(cookie).values().stream()
                .flatMap(binding ->
                        known.flatMap(flow -> flows.find(flow, binding)).map(flow -> new Bound(flow, binding)).stream())
                .findFirst();
    }

    private Consents.Wish wish(ConnectSession session, Element element, String name, String binding) {
        Caller caller = callers.ofUser(session.userId())
                .orElseThrow(() -> new Unauthorized("The user that this link was made by is not active any more"));
        return new Consents.Wish(
                caller, element, session.form().named(name), Optional.empty(), binding, Optional.of(session.id()));
    }

    /** What the opener is told, once there is something. */
    private Optional<ObjectNode> message(Flow flow) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        Optional<Problem> problem = consents.problem(flow);
        if (flow.instanceId().isPresent()) {
            json.put("type", "valence:connected")
                    .put("instanceId", flow.instanceId().get());
        } else if (problem.isPresent()) {
            json.put("type", problem.get().kind().equals("denied") ? "valence:denied" : "valence:failed")
                    .put("kind", problem.get().kind())
                    .put("message", problem.get().title());
        } else {
            return Optional.empty();
        }
        json.put("elementKey", flow.elementKey());
        flow.form().name().ifPresent(name -> json.put("name", name));
        return Optional.of(json);
    }

    private static ObjectNode lost() {
        return Json.MAPPER
                .createObjectNode()
                .put("type", "valence:failed")
                .put("kind", Problem.STATE.kind())
                .put("message", Problem.STATE.title());
    }

    private static Response unstored(ObjectNode json) {
        return Response.ok(json).header("Cache-Control", "no-store").build();
    }

    private static String token(Optional<String> authorization) {
        Matcher credential = CREDENTIAL.matcher(authorization.orElse("").strip());
        if (!credential.matches()) {
            throw new Unauthorized("This call needs the header Authorization: Connect <token>, with the token of POST"
                    + " /connect/sessions");
        }
        return credential.group(1);
    }
}
