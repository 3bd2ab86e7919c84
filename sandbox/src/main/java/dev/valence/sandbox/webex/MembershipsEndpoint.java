package dev.valence.sandbox.webex;

import dev.valence.sandbox.http.Parameters;
import dev.valence.sandbox.http.PathTable;
import dev.valence.sandbox.http.Reply;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** {@code /memberships}. */
final class MembershipsEndpoint implements Endpoint {
    private static final String READ = "spark:memberships_read";
    private static final String WRITE = "spark:memberships_write";

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
                Operation.needs(READ, visit -> Reply.json(200, find(visit).json())));
        table.add("PUT", "/memberships/{id}", Operation.needs(WRITE, this::update));
        table.add("DELETE", "/memberships/{id}", Operation.needs(WRITE, this::delete));
    }

    private Reply list(Visit visit) {
        Parameters query = visit.query();
        Optional<UUID> person = query.given("personId").map(id -> Ids.given(Ids.PEOPLE, id));
        Optional<String> email = query.given("personEmail").map(text -> text.toLowerCase(Locale.ROOT));
        List<Membership> found;
        if (query.given("roomId").isPresent()) {
            UUID room = Ids.given(Ids.ROOM, query.given("roomId").get());
            found = List.copyOf(RoomsEndpoint.visible(world, visit.person(), room)
                    .orElseThrow(Refusals::notFound)
                    .members
                    .values());
        } else if (person.filter(uuid -> !uuid.equals(visit.person().uuid)).isPresent()
                || email.filter(text -> !text.equals(visit.person().email)).isPresent()) {
            throw Refusals.forbidden("only a compliance officer may list another person's memberships; add roomId");
        } else {
            found = RoomsEndpoint.roomsOf(world, visit.person()).stream()
                    .flatMap(room -> room.member(visit.person()).stream())
                    .toList();
        }
        return Page.reply(
                visit,
                found.stream()
                        .filter(membership ->
                                person.map(membership.person.uuid::equals).orElse(true))
                        .filter(membership ->
                                email.map(membership.person.email::equals).orElse(true))
                        .toList(),
                new Page.Order<>(membership -> Page.Key.of(membership.created, membership.id()), false),
                Page.max(query, Page.DEFAULT, Page.CAP),
                "cursor",
                Membership::json);
    }

    private Membership find(Visit visit) {
        return Ids.pair(Ids.MEMBERSHIP, visit.id())
                .flatMap(pair -> RoomsEndpoint.visible(world, visit.person(), pair.place())
                        .flatMap(room -> Optional.ofNullable(room.members.get(pair.person()))))
                .orElseThrow(Refusals::notFound);
    }

    private Reply create(Visit visit) {
        Fields body = visit.body();
        String roomId = body.given("roomId").orElseThrow(() -> Refusals.bad("roomId cannot be null"));
        boolean moderator = body.flag("isModerator").orElse(false);
        Room room = RoomsEndpoint.visible(world, visit.person(), Ids.given(Ids.ROOM, roomId))
                .orElseThrow(Refusals::notFound);
        if (room.direct) {
            throw Refusals.bad("Nobody can be added to a direct room.");
        }
        if (!room.isManagedBy(visit.person())) {
            throw Refusals.forbidden("only a moderator may add people to this room");
        }
        checkLockable(room, moderator);
        Person person = Addresses.toAdd(world, body);
        if (room.member(person).isPresent()) {
            throw Refusals.conflict("User is already a participant in the room.");
        }
        checkTeam(room, person, moderator);
        world.teamOfGeneral(room)
                .ifPresentOrElse(
                        team -> world.joinTeam(team, person, moderator, world.now()),
                        () -> world.join(room, person, moderator, world.now()));
        if (moderator) {
            lock(room, visit.person());
        }
        return Reply.json(200, room.member(person).orElseThrow().json());
    }

    private static void checkLockable(Room room, boolean moderator) {
        if (moderator && room.open) {
            throw Refusals.bad("A public room cannot be moderated.");
        }
    }

    private void checkTeam(Room room, Person person, boolean moderator) {
        boolean outsider = room.team
                .flatMap(uuid -> Optional.ofNullable(world.teams.get(uuid)))
                .filter(team -> !room.isGeneral() && team.member(person).isEmpty())
                .isPresent();
        if (moderator && outsider) {
            throw Refusals.bad("Only a member of the team can moderate a room of the team.");
        }
    }

    /** The first moderator locks the room, and the caller becomes one too. */
    private static void lock(Room room, Person caller) {
        if (!room.locked) {
            room.locked = true;
            room.member(caller).ifPresent(own -> own.moderator = true);
        }
    }

    private Reply update(Visit visit) {
        Membership membership = find(visit);
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
        if (hidden.isPresent() && !membership.person.equals(visit.person())) {
            throw Refusals.forbidden("a room can be hidden for oneself only");
        }
        if (moderator.orElse(false) && room.direct) {
            throw Refusals.bad("A direct room has no moderators.");
        }
        if (moderator.isPresent() && moderator.get() != membership.moderator) {
            moderate(visit, membership, moderator.get());
        }
        hidden.ifPresent(flag -> membership.hidden = flag);
        return Reply.json(200, membership.json());
    }

    private void moderate(Visit visit, Membership membership, boolean moderator) {
        Room room = membership.room;
        if (!room.isManagedBy(visit.person())) {
            throw Refusals.forbidden("only a moderator may choose moderators");
        }
        checkLockable(room, moderator);
        checkTeam(room, membership.person, moderator);
        if (!moderator) {
            keepLastModerator(membership);
        }
        membership.moderator = moderator;
        if (moderator) {
            lock(room, visit.person());
        } else {
            room.locked = room.hasModerator();
            room.announcementOnly = room.locked && room.announcementOnly;
        }
        world.teamOfGeneral(room)
                .flatMap(team -> team.member(membership.person))
                .ifPresent(member -> member.moderator = moderator);
    }

    private static void keepLastModerator(Membership membership) {
        Room room = membership.room;
        if (room.isGeneral()
                && membership.moderator
                && room.members.values().stream()
                                .filter(other -> other.moderator)
                                .count()
                        == 1) {
            throw Refusals.bad("The last moderator of a team's General room must promote another one first.");
        }
    }

    private Reply delete(Visit visit) {
        Membership membership = find(visit);
        Room room = membership.room;
        if (room.direct) {
            throw Refusals.bad("Nobody can leave a direct room; hide it instead.");
        }
        if (!membership.person.equals(visit.person()) && !room.isManagedBy(visit.person())) {
            throw Refusals.forbidden("only a moderator may remove other people from this room");
        }
        keepLastModerator(membership);
        world.teamOfGeneral(room)
                .ifPresentOrElse(team -> world.leaveTeam(team, membership.person), () -> world.leave(membership));
        return Reply.empty(204);
    }
}
