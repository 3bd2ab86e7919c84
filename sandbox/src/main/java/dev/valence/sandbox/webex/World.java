package dev.valence.sandbox.webex;

import dev.valence.sandbox.fault.SandboxClock;
import dev.valence.sandbox.fault.Settings;
import dev.valence.sandbox.http.StorageFolder;
import dev.valence.sandbox.oauth.Tokens;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Everything the simulated organization holds, and the changes that reach across resources.
 *
 * <p>Not thread-safe by itself: every use is under the lock of {@link WebexProvider}. The tokens guard themselves.
 */
@Singleton
final class World {
    final Map<UUID, Person> people = new LinkedHashMap<>();
    final Map<UUID, Room> rooms = new LinkedHashMap<>();
    final Map<UUID, Team> teams = new LinkedHashMap<>();
    final Map<UUID, Message> messages = new LinkedHashMap<>();
    final Map<String, Content> contents = new LinkedHashMap<>();
    final Tokens tokens;

    private final SandboxClock clock;
    private final StorageFolder storage;
    private TimeUuid times = new TimeUuid();

    @Inject
    World(SandboxClock clock, Settings settings, StorageFolder storage) {
        this.clock = clock;
        this.storage = storage;
        tokens = new Tokens(clock, settings, "_PF84_" + Organization.UUID);
        Seed.plant(this);
    }

    Instant now() {
        return clock.instant();
    }

    /** Back to the seed; tokens end. */
    void reset() {
        List.copyOf(contents.values()).forEach(this::forget);
        people.clear();
        rooms.clear();
        teams.clear();
        messages.clear();
        tokens.clear();
        times = new TimeUuid();
        Seed.plant(this);
    }

    Optional<Person> personByEmail(String email) {
        return people.values().stream()
                .filter(person -> person.email.equalsIgnoreCase(email))
                .findFirst();
    }

    Optional<Person> person(UUID uuid) {
        return Optional.ofNullable(people.get(uuid));
    }

    Person addPerson(UUID uuid, String email, Instant created) {
        Person person = new Person(uuid, email.toLowerCase(Locale.ROOT), created);
        people.put(uuid, person);
        return person;
    }

    /** Somebody with this address, invited when there is none yet. */
    Person personOrInvite(String email) {
        return personByEmail(email).orElseGet(() -> {
            Person invited = addPerson(UUID.randomUUID(), email, now());
            invited.profile.put("displayName", invited.email);
            invited.invitePending = true;
            return invited;
        });
    }

    /** Takes a person out of the organization: memberships and tokens end, messages stay. */
    void removePerson(Person person) {
        people.remove(person.uuid);
        tokens.withdraw(consent -> consent.person().equals(person.uuid.toString()));
        for (Team team : List.copyOf(teams.values())) {
            team.members.remove(person.uuid);
        }
        for (Room room : List.copyOf(rooms.values())) {
            room.member(person).ifPresent(this::leave);
        }
    }

    Room addRoom(UUID uuid, String title, boolean direct, Person creator, Instant created) {
        Room room = new Room(uuid, title, direct, creator.uuid, created);
        rooms.put(uuid, room);
        return room;
    }

    Room addRoom(String title, boolean direct, Person creator) {
        Instant now = now();
        return addRoom(times.next(now), title, direct, creator, now);
    }

    Membership join(Room room, Person person, boolean moderator, Instant at) {
        Membership membership = new Membership(room, person, moderator, at);
        room.members.put(person.uuid, membership);
        touch(room, at);
        return membership;
    }

    /** Ends a membership; the room goes with its last member and unlocks with its last moderator. */
    void leave(Membership membership) {
        Room room = membership.room;
        room.members.remove(membership.person.uuid);
        touch(room, now());
        if (room.members.isEmpty()) {
            removeRoom(room);
        } else if (!room.isGeneral()) {
            room.locked = room.locked && room.hasModerator();
            room.announcementOnly = room.announcementOnly && room.locked;
        }
    }

    void removeRoom(Room room) {
        rooms.remove(room.uuid);
        List.copyOf(room.messages.values()).forEach(this::removeMessage);
    }

    void touch(Room room, Instant at) {
        if (at.isAfter(room.lastActivity)) {
            room.lastActivity = at;
        }
    }

    /** The direct room of two people, if they have talked before. */
    Optional<Room> directRoom(Person one, Person other) {
        return rooms.values().stream()
                .filter(room ->
                        room.direct && room.members.containsKey(one.uuid) && room.members.containsKey(other.uuid))
                .findFirst();
    }

    Room directRoomOrNew(Person one, Person other) {
        return directRoom(one, other).orElseGet(() -> {
            Room room = addRoom("", true, one);
            join(room, one, false, room.created);
            join(room, other, false, room.created);
            return room;
        });
    }

    Message addMessage(Room room, Person author, Wording wording, Instant at) {
        Message message = new Message(times.next(at), room, author, wording);
        messages.put(message.uuid, message);
        room.messages.put(message.uuid.timestamp(), message);
        room.members.values().forEach(membership -> membership.hidden = false);
        touch(room, message.created);
        author.lastActivity = Optional.of(message.created);
        return message;
    }

    void attach(Message message, List<Content> files) {
        message.files = List.copyOf(files);
        files.forEach(file -> contents.put(file.internalId(), file));
    }

    void removeMessage(Message message) {
        messages.remove(message.uuid);
        message.room.messages.remove(message.uuid.timestamp());
        message.files.forEach(this::forget);
    }

    private void forget(Content content) {
        contents.remove(content.internalId());
        if (content.source() instanceof Content.Uploaded uploaded) {
            storage.delete(uploaded.path());
        }
    }

    /** A team with its General room, both with the creator as moderator. */
    Team addTeam(UUID uuid, String name, Person creator, Instant created) {
        Team team = new Team(uuid, name, creator.uuid, created);
        teams.put(uuid, team);
        Room general = addRoom(uuid, name, false, creator, created);
        general.team = Optional.of(uuid);
        general.locked = true;
        joinTeam(team, creator, true, created);
        return team;
    }

    Team addTeam(String name, Person creator) {
        Instant now = now();
        return addTeam(times.next(now), name, creator, now);
    }

    TeamMembership joinTeam(Team team, Person person, boolean moderator, Instant at) {
        TeamMembership membership = new TeamMembership(team, person, moderator, at);
        team.members.put(person.uuid, membership);
        general(team).ifPresent(room -> join(room, person, moderator, at));
        return membership;
    }

    /** Takes a person out of the team and all its rooms. */
    void leaveTeam(Team team, Person person) {
        team.members.remove(person.uuid);
        for (Room room : roomsOf(team)) {
            room.member(person).ifPresent(this::leave);
        }
    }

    /** Archives a team and its rooms, which is out of sight for every caller. */
    void removeTeam(Team team) {
        teams.remove(team.uuid);
        roomsOf(team).forEach(this::removeRoom);
    }

    /** The team whose General room this is. */
    Optional<Team> teamOfGeneral(Room room) {
        return Optional.ofNullable(teams.get(room.uuid));
    }

    Optional<Room> general(Team team) {
        return Optional.ofNullable(rooms.get(team.uuid));
    }

    List<Room> roomsOf(Team team) {
        return new ArrayList<>(rooms.values().stream()
                .filter(room -> room.team.filter(team.uuid::equals).isPresent())
                .toList());
    }
}
