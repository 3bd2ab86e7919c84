package dev.valence.sandbox.webex;

import java.util.Optional;

/** The rules about who moderates a room. */
final class Moderation {
    private Moderation() {}

    static void checkLockable(Room room, boolean moderator) {
        if (moderator && room.open) {
            throw Refusals.bad("A public room cannot be moderated.");
        }
    }

    static void checkTeam(World world, Room room, Optional<Person> person, boolean moderator) {
        boolean outsider = room.team
                .flatMap(world.teams::find)
                .filter(team ->
                        !room.isGeneral() && person.flatMap(team::member).isEmpty())
                .isPresent();
        if (moderator && outsider) {
            throw Refusals.bad("Only a member of the team can moderate a room of the team.");
        }
    }

    /** A moderated room of a team does not lose its last moderator: hand over first, or unlock. */
    static void keepLast(Membership membership) {
        Room room = membership.room;
        long moderators =
                room.members.values().stream().filter(other -> other.moderator).count();
        if (room.team.isPresent() && membership.moderator && moderators == 1) {
            throw Refusals.bad("The last moderator of a team's room must promote another one first, or unlock it.");
        }
    }

    /** Promotes or demotes; the first moderator locks the room, and the last one unlocks it. */
    static void change(World world, Person caller, Membership membership, boolean moderator) {
        Room room = membership.room;
        checkLockable(room, moderator);
        checkTeam(world, room, Optional.of(membership.person), moderator);
        if (!moderator && room.isGeneral()) {
            keepLast(membership);
        }
        world.rooms.moderate(membership, moderator);
        if (moderator) {
            world.rooms.lockBy(room, caller);
        } else {
            world.rooms.unlockIfUnmoderated(room);
        }
        world.teams
                .ofGeneral(room)
                .flatMap(team -> team.member(membership.person))
                .ifPresent(member -> member.moderator = moderator);
    }
}
