package dev.valence.sandbox.webex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Json;
import dev.valence.sandbox.http.Parameters;
import dev.valence.sandbox.http.PathTable;
import dev.valence.sandbox.http.Reply;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** {@code /events}: what happened, for compliance officers. */
final class EventsEndpoint implements Endpoint {
    private static final Set<String> RESOURCES = Set.of(
            "attachmentActions",
            "businessTexts",
            "call_records",
            "convergedRecordings",
            "file_transcodings",
            "files",
            "meetingMessages",
            "meetings",
            "meetingTranscripts",
            "memberships",
            "messages",
            "rooms",
            "tabs");
    private static final Set<String> TYPES = Set.of("created", "updated", "deleted", "ended");

    private final World world;

    EventsEndpoint(World world) {
        this.world = world;
    }

    @Override
    public void publish(PathTable<Operation> table) {
        table.add("GET", "/events", Operation.needs("spark-compliance:events_read", this::list));
        table.add("GET", "/events/{id}", Operation.needs("spark-compliance:events_read", this::read));
    }

    private Reply list(Visit visit) {
        Parameters query = visit.query();
        Optional<String> resource = choice(query, "resource", RESOURCES);
        Optional<String> type = choice(query, "type", TYPES);
        Optional<UUID> actor = query.given("actorId").map(id -> Ids.given(Ids.PEOPLE, id));
        Optional<Instant> from = query.given("from").map(text -> Times.read("from", text));
        Optional<Instant> to = query.given("to").map(text -> Times.read("to", text));
        if (to.filter(end -> end.isAfter(world.now())).isPresent()) {
            throw Refusals.bad("to may not lie in the future.");
        }
        if (query.given("serviceType").isPresent() && !resource.orElse("").equals("convergedRecordings")) {
            throw Refusals.bad("serviceType goes with resource=convergedRecordings only.");
        }
        return Page.reply(
                visit,
                world.chronicle
                        .past
                        .only(event -> resource.map(event.resource()::equals).orElse(true))
                        .only(event -> type.map(event.type()::equals).orElse(true))
                        .only(event -> actor.map(event.actor()::equals).orElse(true))
                        .only(event ->
                                from.map(start -> !event.at().isBefore(start)).orElse(true))
                        .only(event -> to.map(end -> event.at().isBefore(end)).orElse(true)),
                Page.Cut.of(visit),
                EventsEndpoint::json);
    }

    private static Optional<String> choice(Parameters query, String name, Set<String> known) {
        Optional<String> value = query.given(name);
        if (value.filter(text -> !known.contains(text)).isPresent()) {
            throw Refusals.bad(name + " must be one of: "
                    + String.join(", ", known.stream().sorted().toList()) + ".");
        }
        return value;
    }

    private Reply read(Visit visit) {
        return Reply.json(
                200,
                json(Ids.uuid(Ids.EVENT, visit.id())
                        .flatMap(uuid -> world.chronicle.past.all().stream()
                                .filter(event -> event.uuid().equals(uuid))
                                .findFirst())
                        .orElseThrow(Refusals::notFound)));
    }

    private static ObjectNode json(Happening event) {
        ObjectNode json = Json.object()
                .put("id", Ids.of(Ids.EVENT, event.uuid()))
                .put("resource", event.resource())
                .put("type", event.type())
                .put("appId", Ids.application(event.clientId()))
                .put("actorId", Ids.of(Ids.PEOPLE, event.actor()))
                .put("orgId", Organization.ID)
                .put("created", Times.text(event.at()));
        json.set("data", event.data());
        return json;
    }
}
