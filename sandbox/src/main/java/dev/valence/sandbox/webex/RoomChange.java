package dev.valence.sandbox.webex;

import dev.valence.sandbox.http.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What a room is to be like, checked against its rules; nothing is changed before all of it is. */
record RoomChange(
        String title,
        Optional<UUID> team,
        boolean locked,
        boolean open,
        boolean announcementOnly,
        boolean readOnly,
        Optional<String> description,
        Optional<String> classification) {

    private static final int TITLE_LENGTH = 256;

    /** All that a compliance officer who is not in the room may change. */
    private static final Set<String> FROM_OUTSIDE =
            Set.of("classificationId", "isAnnouncementOnly", "description", "isPublic");

    static RoomChange ofNew(World world, Visit visit, Fields body) {
        if (body.has("classificationId") && visit.person().isBot()) {
            throw Refusals.forbidden("a bot cannot classify a room it creates");
        }
        RoomChange wanted = new RoomChange(
                title(body),
                body.given("teamId").map(id -> team(world, visit, id).uuid),
                body.flag("isLocked").orElse(false),
                body.flag("isPublic").orElse(false),
                body.flag("isAnnouncementOnly").orElse(false),
                false,
                body.given("description"),
                body.given("classificationId").map(Classification::given));
        wanted.check();
        return wanted;
    }

    /**
     * The room as the body wants it.
     *
     * @throws Refusal 400 when the rules of rooms forbid it, 403 when they forbid it to this caller
     */
    static RoomChange of(World world, Visit visit, Room room) {
        Fields body = visit.body();
        if (room.direct) {
            return frozen(visit, room, body);
        }
        checkCaller(visit, room, body);
        boolean locked = body.flag("isLocked").orElse(room.locked);
        boolean open = body.flag("isPublic").orElse(room.open);
        boolean fromOutside = room.member(visit.person()).isEmpty();
        RoomChange wanted = new RoomChange(
                fromOutside ? room.title : title(body),
                body.given("teamId").map(id -> moved(world, visit, room, id)).or(() -> room.team),
                locked,
                open,
                body.flag("isAnnouncementOnly").orElse(locked && room.announcementOnly),
                room.readOnly,
                body.text("description")
                        .map(String::strip)
                        .or(() -> room.description)
                        .filter(text -> !text.isEmpty()),
                body.given("classificationId").map(Classification::given).or(() -> room.classification));
        if (open && !room.open && !visit.person().isComplianceOfficer()) {
            throw Refusals.forbidden("only a compliance officer may make a private room public");
        }
        // Clients send the whole room back, so what does not differ is no wish.
        if (body.flag("isReadOnly").orElse(false)) {
            throw Refusals.bad("Only a direct room can be read-only.");
        }
        if (room.isGeneral() && !locked) {
            throw Refusals.bad("The General room of a team stays moderated.");
        }
        wanted.check();
        return wanted;
    }

    private void check() {
        if (open && description.isEmpty()) {
            throw Refusals.bad("A public room needs a description.");
        }
        if (open && classification.filter(id -> !Classification.isLowest(id)).isPresent()) {
            throw Refusals.bad("A public room can have the lowest classification only.");
        }
        if (open && locked) {
            throw Refusals.bad("A public room cannot be moderated.");
        }
        if (announcementOnly && !locked) {
            throw Refusals.bad("isAnnouncementOnly requires isLocked.");
        }
    }

    /** In a direct room nothing can be changed, but a compliance officer may freeze it. */
    private static RoomChange frozen(Visit visit, Room room, Fields body) {
        Optional<Boolean> readOnly = body.flag("isReadOnly");
        if (readOnly.filter(flag -> flag != room.readOnly).isEmpty()) {
            throw Refusals.bad("A direct room cannot be changed.");
        }
        if (!visit.person().isComplianceOfficer()) {
            throw Refusals.forbidden("only a compliance officer may make a direct room read-only");
        }
        return new RoomChange(
                room.title,
                room.team,
                room.locked,
                room.open,
                room.announcementOnly,
                readOnly.get(),
                room.description,
                room.classification);
    }

    private static void checkCaller(Visit visit, Room room, Fields body) {
        if (room.member(visit.person()).isEmpty()) {
            List<String> beyond = body.names().stream()
                    .filter(name -> !FROM_OUTSIDE.contains(name))
                    .filter(name -> !name.equals("title") || !body.given(name).equals(Optional.of(room.title)))
                    .toList();
            if (!beyond.isEmpty()) {
                throw Refusals.forbidden("a compliance officer who is not in the room may not change " + beyond);
            }
        } else if (!room.isManagedBy(visit.person()) && !visit.oversees("rooms_write")) {
            throw Refusals.forbidden("only a moderator may change this room");
        }
    }

    private static String title(Fields body) {
        String title = body.given("title").orElseThrow(() -> Refusals.bad("Title cannot be empty."));
        if (title.length() > TITLE_LENGTH) {
            throw Refusals.bad("Title is longer than " + TITLE_LENGTH + " characters.");
        }
        return title;
    }

    private static Team team(World world, Visit visit, String id) {
        return world.teams
                .find(Ids.given(Ids.TEAM, id))
                .filter(team -> team.member(visit.person()).isPresent())
                .orElseThrow(Refusals::notFound);
    }

    private static UUID moved(World world, Visit visit, Room room, String teamId) {
        Team team = team(world, visit, teamId);
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

    /** Carries it out; locking makes the caller the moderator, unlocking leaves nobody one. */
    void apply(World world, Person caller, Room room) {
        room.title = title;
        room.team = team;
        room.description = description;
        room.classification = classification;
        room.announcementOnly = announcementOnly;
        room.readOnly = readOnly;
        world.rooms.setPublic(room, open, world.now());
        if (locked != room.locked) {
            room.locked = locked;
            for (Membership membership : List.copyOf(room.members.values())) {
                world.rooms.moderate(membership, locked && membership.person.equals(caller));
            }
        }
        world.chronicle.room("updated", room);
    }
}
