package dev.valence.sandbox.webex;

import dev.valence.sandbox.fault.SandboxClock;
import dev.valence.sandbox.fault.Settings;
import dev.valence.sandbox.http.StorageFolder;
import dev.valence.sandbox.oauth.Devices;
import dev.valence.sandbox.oauth.Integrations;
import dev.valence.sandbox.oauth.Tokens;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Everything the simulated organization holds, and the changes that reach across resources.
 *
 * <p>One lock serialises all use of it: each call is a few microseconds in memory, and every rule then holds under any
 * number of parallel callers. Tokens, integrations and devices guard themselves.
 */
@Singleton
final class World {
    final Chronicle chronicle;
    final People people = new People();
    final Messages messages;
    final Rooms rooms;
    final Teams teams;
    final Map<UUID, Webhook> webhooks = new LinkedHashMap<>();
    final Integrations integrations;
    final Tokens tokens;
    final Devices devices;

    private final ReentrantLock lock = new ReentrantLock();
    private final SandboxClock clock;
    private TimeUuid times = new TimeUuid();

    @Inject
    World(SandboxClock clock, Settings settings, StorageFolder storage) {
        this.clock = clock;
        chronicle = new Chronicle(clock::instant);
        messages = new Messages(storage);
        rooms = new Rooms(chronicle, messages::remove);
        teams = new Teams(rooms);
        integrations = new Integrations(clock, Clients.documented());
        tokens = new Tokens(clock, settings, "_PF84_" + Organization.UUID);
        devices = new Devices(clock);
        Seed.plant(this);
    }

    /** Does something while nobody else does. */
    <T> T exclusively(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    Instant now() {
        return clock.instant();
    }

    /** A time-based id later than all before it. */
    UUID nextId(Instant at) {
        return times.next(at);
    }

    /** Back to the seed; tokens, webhooks and registered integrations end. */
    void reset() {
        clear();
        Seed.plant(this);
    }

    /** Nothing at all. */
    void clear() {
        chronicle.clear();
        messages.clear();
        rooms.clear();
        teams.clear();
        people.clear();
        webhooks.clear();
        integrations.clear();
        tokens.clear();
        devices.clear();
        times = new TimeUuid();
    }

    Person addPerson(UUID uuid, Person.Kind kind, String email, Instant created) {
        Person person = new Person(uuid, kind, email.toLowerCase(Locale.ROOT), created);
        people.add(person);
        return person;
    }

    /** Somebody with this address, invited when there is none yet. */
    Person personOrInvite(String email) {
        return people.byEmail(email).orElseGet(() -> {
            Person invited = addPerson(UUID.randomUUID(), Person.Kind.PERSON, email, now());
            invited.profile.put("displayName", invited.email);
            invited.invitePending = true;
            invited.outside = !invited.email.endsWith(Seed.DOMAIN);
            return invited;
        });
    }

    /** Takes a person out of the organization: memberships and tokens end, webhooks stop, messages stay. */
    void removePerson(Person person) {
        tokens.withdraw(consent -> consent.person().equals(person.uuid.toString()));
        webhooks.values().stream()
                .filter(webhook -> webhook.creator.equals(person.uuid))
                .forEach(Webhook::disable);
        for (Team team : List.copyOf(teams.all())) {
            team.members.remove(person.uuid);
        }
        for (Membership membership : List.copyOf(person.rooms.byJoining.all())) {
            rooms.leave(membership, now());
        }
        people.remove(person);
    }

    Room addRoom(UUID uuid, String title, boolean direct, Person creator, Instant created) {
        Room room = new Room(uuid, title, direct, creator.uuid, creator.organizationId(), created);
        rooms.add(room);
        return room;
    }

    Room directRoomOrNew(Person one, Person other) {
        return rooms.direct(one, other).orElseGet(() -> {
            Instant at = now();
            Room room = addRoom(nextId(at), "", true, one, at);
            rooms.joinDirect(room, one, other, at);
            return room;
        });
    }

    /** A new message, not yet told to anybody: files and cards may still be added to it. */
    Message draft(Room room, Person author, Wording wording, Instant at) {
        return new Message(nextId(at), room, author.uuid, author.email, wording);
    }

    /** Puts a message in that was there before; later ids are later than its own. */
    void restore(Message message) {
        messages.add(message);
        times.notBefore(message.uuid);
    }

    void post(Message message, Person author) {
        messages.add(message);
        message.room.members.values().forEach(membership -> membership.hidden = false);
        rooms.touch(message.room, message.created);
        author.lastActivity = Optional.of(message.created);
        chronicle.message("created", message);
    }

    void removeMessage(Message message) {
        chronicle.message("deleted", message);
        messages.remove(message);
    }
}
