package dev.valence.sandbox.webex;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** All teams; a team and its General room change together. */
final class Teams {
    private final Map<UUID, Team> byId = new LinkedHashMap<>();
    private final Rooms rooms;

    Teams(Rooms rooms) {
        this.rooms = rooms;
    }

    Optional<Team> find(UUID uuid) {
        return Optional.ofNullable(byId.get(uuid));
    }

    Collection<Team> all() {
        return byId.values();
    }

    void add(Team team) {
        byId.put(team.uuid, team);
    }

    /** A team with its General room, both with the creator as moderator. */
    Team create(UUID uuid, String name, Person creator, Instant at) {
        Team team = new Team(uuid, name, creator.uuid, at);
        byId.put(uuid, team);
        Room general = new Room(uuid, name, false, creator.uuid, creator.organizationId(), at);
        general.team = Optional.of(uuid);
        general.locked = true;
        rooms.add(general);
        join(team, creator, true, at);
        return team;
    }

    TeamMembership join(Team team, Person person, boolean moderator, Instant at) {
        TeamMembership membership = new TeamMembership(team, person, moderator, at);
        team.members.put(person.uuid, membership);
        general(team).ifPresent(room -> rooms.join(room, person, moderator, at));
        return membership;
    }

    /** Takes a person out of the team and all its rooms. */
    void leave(Team team, Person person, Instant at) {
        team.members.remove(person.uuid);
        for (Room room : roomsOf(team)) {
            room.member(person).ifPresent(membership -> rooms.leave(membership, at));
        }
    }

    void moderate(TeamMembership membership, boolean moderator) {
        membership.moderator = moderator;
        general(membership.team)
                .flatMap(room -> room.member(membership.person))
                .ifPresent(inGeneral -> rooms.moderate(inGeneral, moderator));
    }

    /** Archives a team and its rooms: out of every list, though its messages can still be read. */
    void remove(Team team) {
        byId.remove(team.uuid);
        roomsOf(team).forEach(rooms::end);
    }

    /** The team whose General room this is. */
    Optional<Team> ofGeneral(Room room) {
        return find(room.uuid);
    }

    Optional<Room> general(Team team) {
        return rooms.find(team.uuid);
    }

    List<Room> roomsOf(Team team) {
        return rooms.all().stream()
                .filter(room -> room.team.filter(team.uuid::equals).isPresent())
                .toList();
    }

    void clear() {
        byId.clear();
    }
}
