package dev.valence.sandbox.webex;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes a crowd of rooms and messages of the recent past; nobody is told of them. */
record Filling(World world, Person owner) {
    private static final Duration STEP = Duration.ofSeconds(5);
    private static final List<String> WORDS = List.of(
            "The readings of station %d look right again.",
            "Ticket %d can be closed.",
            "Lot %d is on its way.",
            "Who takes call %d tomorrow?",
            "Calibration %d is done, the report is in the folder.");

    void add(int rooms, int messages) {
        Person colleague = world.people.all().stream()
                .filter(person -> person.canSignIn() && !person.equals(owner))
                .findFirst()
                .orElse(owner);
        Instant begin = world.now().minus(STEP.multipliedBy((long) rooms + messages));
        List<Room> made = new ArrayList<>(rooms);
        for (int i = 0; i < rooms; i++) {
            Instant at = begin.plus(STEP.multipliedBy(i));
            Room room = world.addRoom(world.nextId(at), "Site %05d".formatted(i + 1), false, owner, at);
            world.rooms.join(room, owner, false, at);
            if (!colleague.equals(owner)) {
                world.rooms.join(room, colleague, false, at);
            }
            made.add(room);
        }
        for (int i = 0; i < messages; i++) {
            Instant at = begin.plus(STEP.multipliedBy((long) rooms + i));
            Person author = i % 3 == 0 ? colleague : owner;
            String text = WORDS.get(i % WORDS.size()).formatted(i + 1);
            world.post(world.draft(made.get(i % rooms), author, Wording.plain(text), at), author);
        }
    }
}
