package dev.valence.sandbox.webex;

import dev.valence.sandbox.http.PathTable;
import dev.valence.sandbox.http.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** {@code /room/tabs} and {@code /room/linkedFolders}. */
final class RoomLinksEndpoint implements Endpoint {
    private static final String READ = "spark:rooms_read";
    private static final String WRITE = "spark:rooms_write";

    private final World world;
    private final RoomLink.Kind kind;

    RoomLinksEndpoint(World world, RoomLink.Kind kind) {
        this.world = world;
        this.kind = kind;
    }

    @Override
    public void publish(PathTable<Operation> table) {
        String one = kind.path + "/{id}";
        table.add("GET", kind.path, Operation.needs(READ, this::list));
        table.add("POST", kind.path, Operation.needs(WRITE, this::create));
        table.add(
                "GET",
                one,
                Operation.needs(
                        READ, visit -> Reply.json(200, find(visit, "rooms_read").json())));
        table.add("PUT", one, Operation.needs(WRITE, this::replace));
        table.add("DELETE", one, Operation.needs(WRITE, this::delete));
    }

    private Room room(Visit visit, Optional<String> given, String right) {
        String id = given.orElseThrow(() -> Refusals.bad("roomId cannot be null"));
        return RoomsEndpoint.visible(world, visit, Ids.given(Ids.ROOM, id), right)
                .orElseThrow(Refusals::notFound);
    }

    private Reply list(Visit visit) {
        Room room = room(visit, visit.query().given("roomId"), "rooms_read");
        return Page.reply(
                visit,
                Order.sorting(room.links.values(), link -> Key.of(link.created(), link.uuid()))
                        .only(link -> link.kind() == kind),
                Page.Cut.of(visit),
                RoomLink::json);
    }

    private RoomLink find(Visit visit, String right) {
        return Ids.uuid(kind.idType, visit.id())
                .flatMap(uuid -> world.rooms
                        .link(uuid)
                        .filter(link -> link.kind() == kind)
                        .filter(link -> RoomsEndpoint.visible(world, visit, link.room().uuid, right)
                                .isPresent()))
                .orElseThrow(Refusals::notFound);
    }

    private Reply create(Visit visit) {
        Fields body = visit.body();
        Room room = room(visit, body.given("roomId"), "rooms_write");
        RoomLink link = new RoomLink(kind, UUID.randomUUID(), room, visit.person().uuid, world.now(), values(body));
        world.rooms.put(link);
        if (kind == RoomLink.Kind.TAB) {
            world.chronicle.link("created", link);
        }
        return Reply.json(200, link.json());
    }

    private Reply replace(Visit visit) {
        RoomLink old = find(visit, "rooms_write");
        Fields body = visit.body();
        if (!room(visit, body.given("roomId"), "rooms_write").equals(old.room())) {
            throw Refusals.bad("roomId is not the room of this " + kind.name().toLowerCase(Locale.ROOT) + ".");
        }
        RoomLink link = new RoomLink(kind, old.uuid(), old.room(), old.creator(), old.created(), values(body));
        world.rooms.put(link);
        if (kind == RoomLink.Kind.TAB) {
            world.chronicle.link("updated", link);
        }
        return Reply.json(200, link.json());
    }

    private Reply delete(Visit visit) {
        RoomLink link = find(visit, "rooms_write");
        world.rooms.remove(link);
        if (kind == RoomLink.Kind.TAB) {
            world.chronicle.link("deleted", link);
        }
        return Reply.empty(204);
    }

    private Map<String, String> values(Fields body) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : names()) {
            values.put(name, body.given(name).orElseThrow(() -> Refusals.bad(name + " cannot be empty")));
        }
        if (!values.getOrDefault("contentUrl", "").startsWith("https://")) {
            throw Refusals.bad("contentUrl must be an https address.");
        }
        String main = values.getOrDefault("defaultFolder", "false");
        if (!main.equals("true") && !main.equals("false")) {
            throw Refusals.bad("defaultFolder must be the text true or false.");
        }
        return values;
    }

    private List<String> names() {
        return switch (kind) {
            case TAB -> List.of("contentUrl", "displayName");
            case FOLDER -> List.of("contentUrl", "displayName", "driveId", "itemId", "defaultFolder");
        };
    }
}
