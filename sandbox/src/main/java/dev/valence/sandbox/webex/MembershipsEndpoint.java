package dev.valence.sandbox.webex;

import dev.valence.sandbox.http.Parameters;
import dev.valence.sandbox.http.PathTable;
import dev.valence.sandbox.http.Reply;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** {@code /memberships}. */
final class MembershipsEndpoint implements Endpoint {
    private static final String READ = "spark:memberships_read";
    private static final String WRITE = "spark:memberships_write";
    private static final int MOST_MEMBERS = 5_000;

    private final World world;

    MembershipsEndpoint(World world) {
        this.world = world;
    }

    @Override
    public void publish(PathTable<Operation> table) {
        table.add("GET", "/memberships", Operation.needs(READ, this::list));
        table.add("POST", "/memberships", Operation.needs(WRITE, this::create));
        table.add(
                "GET",
                "/memberships/{id}",
                Operation.needs(
                        READ,
                        visit -> Reply.json(200, find(visit, "memberships_read").json())));
        table.add("PUT", "/memberships/{id}", Operation.needs(WRITE, this::update));
        table.add("DELETE", "/memberships/{id}", Operation.needs(WRITE, this::delete));
    }

    private Reply list(Visit visit) {
        Parameters query = visit.query();
        Optional<UUID> person = query.given("personId").map(id -> Ids.given(Ids.PEOPLE, id));
        Optional<String> email = query.given("personEmail").map(text -> text.toLowerCase(Locale.ROOT));
        Order<Membership> found = query.given("roomId")
                .map(id -> ofRoom(visit, Ids.given(Ids.ROOM, id)))
                .orElseGet(() -> ofPerson(visit, person, email));
        return Page.reply(
                visit,
                found.only(membership ->
                                person.map(membership.person.uuid::equals).orElse(true))
                        .only(membership ->
                                email.map(membership.person.email::equals).orElse(true)),
                Page.Cut.of(visit),
                Membership::json);
    }

    private Order<Membership> ofRoom(Visit visit, UUID uuid) {
        Optional<Room> visible = RoomsEndpoint.visible(world, visit, uuid, "memberships_read");
        Room room =
                visible.or(() -> RoomsEndpoint.ofOwnTeam(world, visit, uuid)).orElseThrow(Refusals::notFound);
        boolean onlyModerators = visible.isEmpty() && room.locked;
        return Order.<Membership>sorting(
                        room.members.values(), membership -> Key.of(membership.created, membership.person.uuid))
                .only(membership -> !onlyModerators || membership.moderator);
    }

    /** Those of the caller, or of anybody for a compliance officer. */
    private Order<Membership> ofPerson(Visit visit, Optional<UUID> person, Optional<String> email) {
        Optional<Person> asked = person.isPresent()
                ? Optional.of(world.people.find(person.get()).orElseThrow(Refusals::notFound))
                : email.map(text -> world.people.byEmail(text).orElseThrow(Refusals::notFound));
        Person whose = asked.orElse(visit.person());
        if (!whose.equals(visit.person()) && !visit.oversees("memberships_read")) {
            throw Refusals.forbidden("only a compliance officer may list another person's memberships; add roomId");
        }
        return whose.rooms.byJoining;
    }

    private Membership find(Visit visit, String right) {
        return Ids.pair(Ids.MEMBERSHIP, visit.id())
                .flatMap(pair -> RoomsEndpoint.visible(world, visit, pair.place(), right)
                        .flatMap(room -> Optional.ofNullable(room.members.get(pair.person()))))
                .orElseThrow(Refusals::notFound);
    }

    private Reply create(Visit visit) {
        Fields body = visit.body();
        String roomId = body.given("roomId").orElseThrow(() -> Refusals.bad("roomId cannot be null"));
        boolean moderator = body.flag("isModerator").orElse(false);
        UUID uuid = Ids.given(Ids.ROOM, roomId);
        Addresses.checkOne(body);
        Room room = RoomsEndpoint.visible(world, visit, uuid, "memberships_write")
                .or(() -> RoomsEndpoint.joinable(world, visit, uuid)
                        .filter(open -> Addresses.names(body, visit.person())))
                .orElseThrow(Refusals::notFound);
        if (room.direct) {
            throw Refusals.bad("Nobody can be added to a direct room.");
        }
        needsManager(visit, room, "only a moderator may add people to this room");
        Moderation.checkLockable(room, moderator);
        if (room.members.size() >= MOST_MEMBERS) {
            throw Refusals.bad("A room has " + MOST_MEMBERS + " members at most.");
        }
        Optional<Person> known = Addresses.known(world, body);
        if (known.flatMap(room::member).isPresent()) {
            throw Refusals.conflict("User is already a participant in the room.");
        }
        // Before anybody is invited, so that a refusal leaves nobody behind.
        Moderation.checkTeam(world, room, known, moderator);
        Person person = Addresses.toAdd(world, body);
        Optional<Team> team = world.teams.ofGeneral(room);
        if (team.isPresent()) {
            world.teams.join(team.get(), person, moderator, world.now());
        } else {
            Membership made = world.rooms.join(room, person, moderator && room.locked, world.now());
            if (moderator && !room.locked) {
                world.rooms.moderate(made, true);
                world.rooms.lockBy(room, visit.person());
            }
        }
        return Reply.json(200, room.member(person).orElseThrow().json());
    }

    private static void needsManager(Visit visit, Room room, String otherwise) {
        if (!room.isManagedBy(visit.person()) && !visit.oversees("memberships_write")) {
            throw Refusals.forbidden(otherwise);
        }
    }

    private Reply update(Visit visit) {
        Membership membership = find(visit, "memberships_write");
        Room room = membership.room;
        Fields body = visit.body();
        Optional<Boolean> moderator = body.flag("isModerator");
        Optional<Boolean> hidden = body.flag("isRoomHidden");
        if (moderator.isEmpty() && hidden.isEmpty()) {
            throw Refusals.bad("One of isModerator and isRoomHidden is needed.");
        }
        if (hidden.orElse(false) && !room.direct) {
            throw Refusals.bad("Only a direct room can be hidden.");
        }
        if (hidden.isPresent() && hidden.get() != membership.hidden && !membership.person.equals(visit.person())) {
            throw Refusals.forbidden("a room can be hidden for oneself only");
        }
        if (moderator.orElse(false) && room.direct) {
            throw Refusals.bad("A direct room has no moderators.");
        }
        if (moderator.isPresent() && moderator.get() != membership.moderator) {
            needsManager(visit, room, "only a moderator may choose moderators");
            Moderation.change(world, visit.person(), membership, moderator.get());
        }
        hidden.ifPresent(flag -> membership.hidden = flag);
        return Reply.json(200, membership.json());
    }

    private Reply delete(Visit visit) {
        Membership membership = find(visit, "memberships_write");
        Room room = membership.room;
        if (room.direct) {
            throw Refusals.bad("Nobody can leave a direct room; hide it instead.");
        }
        if (!membership.person.equals(visit.person())) {
            needsManager(visit, room, "only a moderator may remove other people from this room");
        }
        Moderation.keepLast(membership);
        world.teams
                .ofGeneral(room)
                .ifPresentOrElse(
                        team -> world.teams.leave(team, membership.person, world.now()),
                        () -> world.rooms.leave(membership, world.now()));
        return Reply.empty(204);
    }
}
