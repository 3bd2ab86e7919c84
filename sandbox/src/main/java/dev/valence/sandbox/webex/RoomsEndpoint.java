package dev.valence.sandbox.webex;

import dev.valence.sandbox.http.Parameters;
import dev.valence.sandbox.http.PathTable;
import dev.valence.sandbox.http.Reply;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

/** {@code /rooms}. */
final class RoomsEndpoint implements Endpoint {
    private static final String READ = "spark:rooms_read";
    private static final String WRITE = "spark:rooms_write";
    private static final int TITLE_LENGTH = 256;

    private final World world;

    RoomsEndpoint(World world) {
        this.world = world;
    }

    @Override
    public void publish(PathTable<Operation> table) {
        table.add("GET", "/rooms", Operation.needs(READ, this::list));
        table.add("POST", "/rooms", Operation.needs(WRITE, this::create));
        table.add(
                "GET",
                "/rooms/{id}",
                Operation.needs(
                        READ, visit -> Reply.json(200, find(world, visit).json(visit.person()))));
        table.add("PUT", "/rooms/{id}", Operation.needs(WRITE, this::update));
        table.add("DELETE", "/rooms/{id}", Operation.needs(WRITE, this::delete));
    }

    /** The room of the path, which the caller has to be in. */
    static Room find(World world, Visit visit) {
        return Ids.uuid(Ids.ROOM, visit.id())
                .flatMap(uuid -> visible(world, visit.person(), uuid))
                .orElseThrow(Refusals::notFound);
    }

    static Optional<Room> visible(World world, Person person, UUID uuid) {
        return Optional.ofNullable(world.rooms.get(uuid))
                .filter(room -> room.member(person).isPresent());
    }

    private Reply list(Visit visit) {
        Parameters query = visit.query();
        Optional<UUID> team = query.given("teamId").map(id -> Ids.given(Ids.TEAM, id));
        Optional<String> type = query.given("type");
        Optional<String> sortBy = query.given("sortBy");
        boolean publicOnes =
                query.first("orgPublicSpaces").filter("true"::equals).isPresent();
        if (publicOnes && (team.isPresent() || type.isPresent() || sortBy.isPresent())) {
            throw Refusals.bad("orgPublicSpaces cannot be combined with teamId, type or sortBy.");
        }
        if (type.filter(kind -> !kind.equals("direct") && !kind.equals("group")).isPresent()) {
            throw Refusals.bad("type must be one of: direct, group.");
        }
        Optional<Instant> from = query.given("from").map(text -> Times.read("from", text));
        Optional<Instant> to = query.given("to").map(text -> Times.read("to", text));
        Predicate<Room> wanted = publicOnes
                ? room -> room.open && within(room.madePublic.orElse(room.created), from, to)
                : room -> room.member(visit.person()).isPresent()
                        && team.map(uuid -> room.team.filter(uuid::equals).isPresent())
                                .orElse(true)
                        && type.map(room.type()::equals).orElse(true);
        return Page.reply(
                visit,
                world.rooms.values().stream().filter(wanted).toList(),
                publicOnes
                        ? byTime(room -> room.madePublic.orElse(room.created))
                        : order(sortBy.orElse("lastactivity")),
                Page.max(query, Page.DEFAULT, Page.CAP),
                "cursor",
                room -> room.json(visit.person()));
    }

    private static boolean within(Instant at, Optional<Instant> from, Optional<Instant> to) {
        return from.map(start -> !at.isBefore(start)).orElse(true)
                && to.map(end -> !at.isAfter(end)).orElse(true);
    }

    private static Page.Order<Room> order(String sortBy) {
        return switch (sortBy) {
            case "id" -> new Page.Order<>(room -> new Page.Key(room.id(), ""), false);
            case "created" -> byTime(room -> room.created);
            case "lastactivity" -> byTime(room -> room.lastActivity);
            default -> throw Refusals.bad("sortBy must be one of: id, lastactivity, created.");
        };
    }

    private static Page.Order<Room> byTime(Function<Room, Instant> time) {
        return new Page.Order<>(room -> Page.Key.of(time.apply(room), room.uuid), true);
    }

    private Reply create(Visit visit) {
        Fields body = visit.body();
        String title = title(body);
        boolean locked = body.flag("isLocked").orElse(false);
        boolean open = body.flag("isPublic").orElse(false);
        boolean announcementOnly = body.flag("isAnnouncementOnly").orElse(false);
        Optional<String> description = body.given("description");
        Optional<Team> team = body.given("teamId").map(id -> team(visit, id));
        if (open && description.isEmpty()) {
            throw Refusals.bad("A public room needs a description.");
        }
        if (open && locked) {
            throw Refusals.bad("A public room cannot be moderated.");
        }
        if (announcementOnly && !locked) {
            throw Refusals.bad("isAnnouncementOnly requires isLocked.");
        }
        Room room = world.addRoom(title, false, visit.person());
        room.team = team.map(known -> known.uuid);
        room.locked = locked;
        room.announcementOnly = announcementOnly;
        room.description = description;
        setPublic(room, open);
        world.join(room, visit.person(), locked, room.created);
        return Reply.json(200, room.json(visit.person()));
    }

    private static String title(Fields body) {
        String title = body.given("title").orElseThrow(() -> Refusals.bad("Title cannot be empty."));
        if (title.length() > TITLE_LENGTH) {
            throw Refusals.bad("Title is longer than " + TITLE_LENGTH + " characters.");
        }
        return title;
    }

    private Team team(Visit visit, String id) {
        return Optional.ofNullable(world.teams.get(Ids.given(Ids.TEAM, id)))
                .filter(team -> team.member(visit.person()).isPresent())
                .orElseThrow(Refusals::notFound);
    }

    private Reply update(Visit visit) {
        Room room = find(world, visit);
        Fields body = visit.body();
        String title = title(body);
        if (room.direct) {
            throw Refusals.bad("A direct room cannot be changed.");
        }
        if (!room.isManagedBy(visit.person())) {
            throw Refusals.forbidden("only a moderator may change this room");
        }
        boolean locked = body.flag("isLocked").orElse(room.locked);
        boolean open = body.flag("isPublic").orElse(room.open);
        boolean announcementOnly = body.flag("isAnnouncementOnly").orElse(locked && room.announcementOnly);
        Optional<String> description =
                body.text("description").map(String::strip).or(() -> room.description);
        if (open && !room.open && !visit.person().isComplianceOfficer()) {
            throw Refusals.forbidden("only a compliance officer may make a private room public");
        }
        if (open && description.filter(text -> !text.isEmpty()).isEmpty()) {
            throw Refusals.bad("A public room needs a description.");
        }
        if (open && locked) {
            throw Refusals.bad("A public room cannot be moderated.");
        }
        if (announcementOnly && !locked) {
            throw Refusals.bad("isAnnouncementOnly requires isLocked.");
        }
        if (room.isGeneral() && !locked) {
            throw Refusals.bad("The General room of a team stays moderated.");
        }
        Optional<UUID> team =
                body.given("teamId").map(id -> moved(visit, room, id)).or(() -> room.team);
        room.title = title;
        room.team = team;
        room.description = description.filter(text -> !text.isEmpty());
        room.announcementOnly = announcementOnly;
        setPublic(room, open);
        if (locked != room.locked) {
            room.locked = locked;
            room.members.values().forEach(membership -> membership.moderator = false);
            room.member(visit.person()).ifPresent(membership -> membership.moderator = locked);
        }
        return Reply.json(200, room.json(visit.person()));
    }

    private UUID moved(Visit visit, Room room, String teamId) {
        Team team = team(visit, teamId);
        if (room.team.filter(uuid -> !uuid.equals(team.uuid)).isPresent()) {
            throw Refusals.bad("A room cannot move from one team to another.");
        }
        if (room.members.values().stream()
                .anyMatch(membership ->
                        membership.moderator && team.member(membership.person).isEmpty())) {
            throw Refusals.bad("Every moderator of the room must be a member of the team.");
        }
        return team.uuid;
    }

    private void setPublic(Room room, boolean open) {
        if (open && !room.open) {
            room.madePublic = Optional.of(world.now());
        } else if (!open) {
            room.madePublic = Optional.empty();
        }
        room.open = open;
    }

    private Reply delete(Visit visit) {
        Room room = find(world, visit);
        if (room.direct) {
            throw Refusals.bad("A direct room cannot be deleted; hide it instead.");
        }
        if (room.isGeneral()) {
            throw Refusals.bad("The General room goes with its team; delete the team instead.");
        }
        Membership own = room.member(visit.person()).orElseThrow(Refusals::notFound);
        boolean wholeRoom = room.locked ? own.moderator : room.creator.equals(visit.person().uuid);
        if (wholeRoom) {
            world.removeRoom(room);
        } else {
            world.leave(own);
        }
        return Reply.empty(204);
    }

    static List<Room> roomsOf(World world, Person person) {
        return world.rooms.values().stream()
                .filter(room -> room.member(person).isPresent())
                .toList();
    }
}
