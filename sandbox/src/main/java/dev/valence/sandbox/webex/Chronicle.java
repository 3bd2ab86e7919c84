package dev.valence.sandbox.webex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** What happened: everything since the last look, for webhooks, and the last changes, for compliance officers. */
final class Chronicle {
    private static final int REMEMBERED = 20_000;

    private final Supplier<Instant> clock;
    /** The last changes, newest first. */
    final Shelf<Happening> past = Shelf.newestFirst(happening -> Key.of(happening.at(), happening.uuid()));

    private final Deque<Happening> oldest = new ArrayDeque<>();
    private final List<Happening> fresh = new ArrayList<>();
    private Optional<Person> actor = Optional.empty();
    private String clientId = "";
    private String base = "";

    Chronicle(Supplier<Instant> clock) {
        this.clock = clock;
    }

    /** From now on changes are this caller's. */
    void acting(Visit visit) {
        actor = Optional.of(visit.person());
        clientId = visit.clientId();
        base = visit.call().base();
    }

    /** Nobody acts any more; gives what has happened meanwhile. What nobody does is the seed and told to nobody. */
    List<Happening> rest() {
        actor = Optional.empty();
        List<Happening> happenings = List.copyOf(fresh);
        fresh.clear();
        return happenings;
    }

    void room(String type, Room room, Set<UUID> witnesses) {
        actor.ifPresent(person -> tell("rooms", type, person, room.json(person), room, witnesses));
    }

    void room(String type, Room room) {
        room(type, room, membersOf(room));
    }

    void membership(String type, Membership membership, Set<UUID> witnesses) {
        actor.ifPresent(person -> tell("memberships", type, person, membership.json(), membership.room, witnesses));
    }

    void membership(String type, Membership membership) {
        membership(type, membership, membersOf(membership.room));
    }

    void message(String type, Message message) {
        actor.ifPresent(
                person -> tell("messages", type, person, message.json(base), message.room, membersOf(message.room)));
    }

    void link(String type, RoomLink link) {
        actor.ifPresent(person -> tell("tabs", type, person, link.json(), link.room(), membersOf(link.room())));
    }

    void action(AttachmentAction action) {
        actor.ifPresent(person -> tell(
                "attachmentActions",
                "created",
                person,
                action.json(),
                action.message().room,
                Set.of(action.message().author)));
    }

    private void tell(String resource, String type, Person person, ObjectNode data, Room room, Set<UUID> witnesses) {
        Happening happening = new Happening(
                UUID.randomUUID(),
                clock.get(),
                resource,
                type,
                person.uuid,
                clientId,
                data,
                !room.direct,
                Set.copyOf(witnesses));
        fresh.add(happening);
        past.put(happening);
        oldest.addLast(happening);
        if (oldest.size() > REMEMBERED) {
            past.take(oldest.removeFirst());
        }
    }

    void clear() {
        past.clear();
        oldest.clear();
        fresh.clear();
    }

    static Set<UUID> membersOf(Room room) {
        return new LinkedHashSet<>(room.members.keySet());
    }
}
