package dev.valence.sandbox.webex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Json;
import dev.valence.sandbox.http.Parameters;
import dev.valence.sandbox.http.PathTable;
import dev.valence.sandbox.http.Refusal;
import dev.valence.sandbox.http.Reply;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** {@code /rooms}: lists, reading, creating and deleting; {@link RoomChange} has the rules of changing. */
final class RoomsEndpoint implements Endpoint {
    private static final String READ = "spark:rooms_read";
    private static final String WRITE = "spark:rooms_write";

    private final World world;

    RoomsEndpoint(World world) {
        this.world = world;
    }

    @Override
    public void publish(PathTable<Operation> table) {
        table.add("GET", "/rooms", Operation.needs(READ, this::list));
        table.add("POST", "/rooms", Operation.needs(WRITE, this::create));
        table.add("GET", "/rooms/{id}", Operation.needs(READ, this::read));
        table.add("GET", "/rooms/{id}/meetingInfo", Operation.needs(READ, this::meetingInfo));
        table.add("PUT", "/rooms/{id}", Operation.needs(WRITE, this::update));
        table.add("DELETE", "/rooms/{id}", Operation.needs(WRITE, this::delete));
    }

    /** A room that the caller is in, or oversees with the named right of a compliance officer. */
    static Optional<Room> visible(World world, Visit visit, UUID uuid, String right) {
        return world.rooms.find(uuid).filter(room -> room.member(visit.person()).isPresent() || visit.oversees(right));
    }

    /** A room of a team that the caller belongs to, joined or not. */
    static Optional<Room> ofOwnTeam(World world, Visit visit, UUID uuid) {
        return world.rooms
                .find(uuid)
                .filter(room -> room.team
                        .flatMap(world.teams::find)
                        .flatMap(team -> team.member(visit.person()))
                        .isPresent());
    }

    /** A room that the caller may enter on their own: a public one, or one of their teams. */
    static Optional<Room> joinable(World world, Visit visit, UUID uuid) {
        return world.rooms
                .find(uuid)
                .filter(room -> room.open && visit.person().isInside())
                .or(() -> ofOwnTeam(world, visit, uuid));
    }

    private Room find(Visit visit, String right) {
        return Ids.uuid(Ids.ROOM, visit.id())
                .flatMap(uuid -> visible(world, visit, uuid, right))
                .orElseThrow(Refusals::notFound);
    }

    private Reply read(Visit visit) {
        Room room = Ids.uuid(Ids.ROOM, visit.id())
                .flatMap(world.rooms::find)
                .filter(known -> (known.open && visit.person().isInside())
                        || known.member(visit.person()).isPresent()
                        || visit.oversees("rooms_read"))
                .orElseThrow(Refusals::notFound);
        return Reply.json(200, room.json(visit.person()));
    }

    private Reply list(Visit visit) {
        Parameters query = visit.query();
        Optional<UUID> team = query.given("teamId").map(id -> Ids.given(Ids.TEAM, id));
        Optional<String> type = query.given("type");
        Optional<String> sortBy = query.given("sortBy");
        if (type.filter(kind -> !kind.equals("direct") && !kind.equals("group")).isPresent()) {
            throw Refusals.bad("type must be one of: direct, group.");
        }
        if (visit.flag("orgPublicSpaces")) {
            if (team.isPresent() || type.isPresent() || sortBy.isPresent()) {
                throw Refusals.bad("orgPublicSpaces cannot be combined with teamId, type or sortBy.");
            }
            return openOnes(visit);
        }
        if (team.isPresent()) {
            return ofTeam(visit, team.get(), type, sortBy.orElse("lastactivity"));
        }
        Order<Membership> own = order(visit.person(), sortBy.orElse("lastactivity"));
        return Page.reply(
                visit,
                own.only(membership -> type.map(membership.room.type()::equals).orElse(true)),
                Page.Cut.of(visit),
                membership -> membership.room.json(visit.person()));
    }

    /** The rooms of a team, those that its members have yet to join included: so they are found. */
    private Reply ofTeam(Visit visit, UUID uuid, Optional<String> type, String sortBy) {
        Optional<Team> team = TeamsEndpoint.visible(world, visit, uuid, "rooms_read");
        List<Room> rooms = team.map(world.teams::roomsOf).orElse(List.of());
        Order<Room> order = switch (sortBy) {
            case "id" -> {
                IdOrder<Room> byId = new IdOrder<>(Ids.ROOM, room -> room.uuid);
                rooms.forEach(byId::put);
                yield byId;
            }
            case "created" -> Order.sorting(rooms, room -> new Key(-room.created.toEpochMilli(), room.uuid));
            case "lastactivity" -> Order.sorting(rooms, room -> new Key(-room.lastActivity.toEpochMilli(), room.uuid));
            default -> throw unknownOrder();
        };
        return Page.reply(
                visit,
                order.only(room -> type.map(room.type()::equals).orElse(true)),
                Page.Cut.of(visit),
                room -> room.json(visit.person()));
    }

    private static Refusal unknownOrder() {
        return Refusals.bad("sortBy must be one of: id, lastactivity, created.");
    }

    private Reply openOnes(Visit visit) {
        Optional<Instant> from = visit.query().given("from").map(text -> Times.read("from", text));
        Optional<Instant> to = visit.query().given("to").map(text -> Times.read("to", text));
        return Page.reply(
                visit,
                world.rooms.open.only(
                        room -> visit.person().isInside() && within(room.madePublic.orElse(room.created), from, to)),
                Page.Cut.of(visit),
                room -> room.json(visit.person()));
    }

    private static boolean within(Instant at, Optional<Instant> from, Optional<Instant> to) {
        return from.map(start -> !at.isBefore(start)).orElse(true)
                && to.map(end -> !at.isAfter(end)).orElse(true);
    }

    private static Order<Membership> order(Person person, String sortBy) {
        return switch (sortBy) {
            case "id" -> person.rooms.byId;
            case "created" -> person.rooms.byCreation;
            case "lastactivity" -> person.rooms.byActivity;
            default -> throw unknownOrder();
        };
    }

    private Reply create(Visit visit) {
        Fields body = visit.body();
        RoomChange wanted = RoomChange.ofNew(world, visit, body);
        Instant now = world.now();
        Room room = world.addRoom(world.nextId(now), wanted.title(), false, visit.person(), now);
        room.team = wanted.team();
        room.locked = wanted.locked();
        room.announcementOnly = wanted.announcementOnly();
        room.description = wanted.description();
        room.classification = wanted.classification();
        world.rooms.setPublic(room, wanted.open(), now);
        world.rooms.join(room, visit.person(), room.locked, now);
        return Reply.json(200, room.json(visit.person()));
    }

    private Reply update(Visit visit) {
        Room room = find(visit, "rooms_write");
        RoomChange.of(world, visit, room).apply(world, visit.person(), room);
        return Reply.json(200, room.json(visit.person()));
    }

    private Reply delete(Visit visit) {
        Room room = find(visit, "rooms_write");
        if (room.direct) {
            throw Refusals.bad("A direct room cannot be deleted; hide it instead.");
        }
        if (room.isGeneral()) {
            throw Refusals.bad("The General room goes with its team; delete the team instead.");
        }
        Optional<Membership> own = room.member(visit.person());
        boolean wholeRoom = own.map(
                        membership -> room.locked ? membership.moderator : room.creator.equals(visit.person().uuid))
                .orElse(true);
        if (wholeRoom) {
            world.rooms.end(room);
        } else {
            world.rooms.leave(own.orElseThrow(), world.now());
        }
        return Reply.empty(204);
    }

    /** The historic answer; the real service withdrew it in January 2025. */
    private Reply meetingInfo(Visit visit) {
        Room room = find(visit, "rooms_read");
        long number = 1_000_000_000L + Math.floorMod(room.uuid.getMostSignificantBits(), 9_000_000_000L);
        ObjectNode json = Json.object()
                .put("roomId", room.id())
                .put("meetingLink", "https://sandbox.webex.example/m/" + room.uuid)
                .put("sipAddress", number + "@sandbox.webex.example")
                .put("meetingNumber", String.valueOf(number))
                .put("meetingId", room.uuid.toString().replace("-", ""))
                .put("callInTollFreeNumber", "+1-555-0100")
                .put("callInTollNumber", "+1-555-0101");
        return Reply.json(200, json);
    }
}
