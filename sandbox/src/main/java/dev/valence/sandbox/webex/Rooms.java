package dev.valence.sandbox.webex;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** All rooms and who is in them; what changes here is told to the chronicle. */
final class Rooms {
    private final Map<UUID, Room> byId = new HashMap<>();
    /** What teams have put away: found by those only who look for it here. */
    private final Map<UUID, Room> archive = new HashMap<>();

    private final Map<Set<UUID>, Room> directRooms = new HashMap<>();
    private final Map<UUID, RoomLink> links = new HashMap<>();
    /** The public rooms in the order in which they were made public, newest first. */
    final Shelf<Room> open = Shelf.newestFirst(room -> Key.of(room.madePublic.orElse(room.created), room.uuid));

    private final Chronicle chronicle;
    private final Consumer<Message> forgetMessage;

    Rooms(Chronicle chronicle, Consumer<Message> forgetMessage) {
        this.chronicle = chronicle;
        this.forgetMessage = forgetMessage;
    }

    Optional<Room> find(UUID uuid) {
        return Optional.ofNullable(byId.get(uuid));
    }

    Collection<Room> all() {
        return byId.values();
    }

    void add(Room room) {
        (room.isArchived() ? archive : byId).put(room.uuid, room);
    }

    Optional<Room> findArchived(UUID uuid) {
        return Optional.ofNullable(archive.get(uuid));
    }

    Collection<Room> archived() {
        return archive.values();
    }

    /** The direct room of two people, if they have talked before. */
    Optional<Room> direct(Person one, Person other) {
        return one.equals(other)
                ? Optional.empty()
                : Optional.ofNullable(directRooms.get(Set.of(one.uuid, other.uuid)));
    }

    Optional<RoomLink> link(UUID uuid) {
        return Optional.ofNullable(links.get(uuid));
    }

    void put(RoomLink link) {
        links.put(link.uuid(), link);
        link.room().links.put(link.uuid(), link);
    }

    void remove(RoomLink link) {
        links.remove(link.uuid());
        link.room().links.remove(link.uuid());
    }

    void setPublic(Room room, boolean wanted, Instant now) {
        if (wanted && !room.open) {
            room.open = true;
            room.madePublic = Optional.of(now);
            open.put(room);
        } else if (!wanted) {
            close(room);
        }
    }

    private void close(Room room) {
        if (room.open) {
            open.take(room);
            room.open = false;
            room.madePublic = Optional.empty();
        }
    }

    /** Lets somebody in; a moderator only where the room has moderators already. */
    Membership join(Room room, Person person, boolean moderator, Instant at) {
        Membership membership = new Membership(room, person, moderator, at);
        enter(membership);
        touch(room, at);
        chronicle.room("created", room, Set.of(person.uuid));
        chronicle.membership("created", membership);
        return membership;
    }

    /** Lets both people of a new direct room in at once, so that each is told of both. */
    void joinDirect(Room room, Person one, Person other, Instant at) {
        List<Membership> both = List.of(new Membership(room, one, false, at), new Membership(room, other, false, at));
        both.forEach(this::enter);
        touch(room, at);
        both.forEach(membership -> chronicle.room("created", room, Set.of(membership.person.uuid)));
        both.forEach(membership -> chronicle.membership("created", membership));
    }

    /** Puts a membership in its places and tells nobody. */
    void enter(Membership membership) {
        Room room = membership.room;
        room.members.put(membership.person.uuid, membership);
        membership.person.rooms.put(membership);
        if (room.direct && room.members.size() == 2) {
            directRooms.put(Set.copyOf(room.members.keySet()), room);
        }
    }

    /** Makes somebody a moderator, or no longer one, and tells the members. */
    void moderate(Membership membership, boolean moderator) {
        if (membership.moderator != moderator) {
            membership.moderator = moderator;
            chronicle.membership("updated", membership);
        }
    }

    /** The first moderator locks the room, and whoever chose them becomes one too. */
    void lockBy(Room room, Person caller) {
        if (!room.locked) {
            room.member(caller).ifPresent(own -> moderate(own, true));
            room.locked = true;
            chronicle.room("updated", room);
        }
    }

    /** A room without moderators is unlocked, except a team's General room. */
    void unlockIfUnmoderated(Room room) {
        if (room.locked && !room.hasModerator() && !room.isGeneral()) {
            room.locked = false;
            room.announcementOnly = false;
            chronicle.room("updated", room);
        }
    }

    /** Ends a membership; the room goes with its last member and unlocks with its last moderator. */
    void leave(Membership membership, Instant at) {
        Room room = membership.room;
        Set<UUID> witnesses = Chronicle.membersOf(room);
        room.members.remove(membership.person.uuid);
        membership.person.rooms.take(membership);
        touch(room, at);
        if (!room.direct) {
            chronicle.membership("deleted", membership, witnesses);
        }
        if (room.members.isEmpty()) {
            remove(room);
        } else {
            unlockIfUnmoderated(room);
        }
    }

    /** Ends a room as its members wanted: one of a team is put away and stays readable to them, others are destroyed. */
    void end(Room room) {
        if (room.team.isEmpty()) {
            remove(room);
        } else {
            Set<UUID> readers = Chronicle.membersOf(room);
            empty(room);
            room.readers = Optional.of(readers);
            archive.put(room.uuid, room);
        }
    }

    /** Takes everybody out; there is no event for the room itself, only for its memberships. */
    private void empty(Room room) {
        Set<UUID> witnesses = Chronicle.membersOf(room);
        for (Membership membership : List.copyOf(room.members.values())) {
            membership.person.rooms.take(membership);
            chronicle.membership("deleted", membership, witnesses);
        }
        room.members.clear();
        byId.remove(room.uuid);
        close(room);
    }

    private void remove(Room room) {
        empty(room);
        if (room.direct) {
            directRooms.values().removeIf(room::equals);
        }
        List.copyOf(room.links.values()).forEach(this::remove);
        List.copyOf(room.messages.values()).forEach(forgetMessage);
    }

    /** Notes activity, which moves the room in the lists of its members. */
    void touch(Room room, Instant at) {
        if (at.isAfter(room.lastActivity)) {
            room.members.values().forEach(membership -> membership.person.rooms.byActivity.take(membership));
            room.lastActivity = at;
            room.members.values().forEach(membership -> membership.person.rooms.byActivity.put(membership));
        }
    }

    void clear() {
        byId.clear();
        archive.clear();
        directRooms.clear();
        links.clear();
        open.clear();
    }
}
