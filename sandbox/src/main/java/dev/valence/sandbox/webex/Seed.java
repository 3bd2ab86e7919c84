package dev.valence.sandbox.webex;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The organization every start and every reset begins with: the same ids and times each time. */
final class Seed {
    static final String ADA = "ada@sandbox.example";
    static final int LONG_ROOM_MESSAGES = 130;

    private static final Instant BEGIN = Instant.parse("2026-01-02T10:00:00Z");

    private final World world;

    private Seed(World world) {
        this.world = world;
    }

    static void plant(World world) {
        new Seed(world).plant();
    }

    private void plant() {
        Person ada = person(1, "Ada", "Lindqvist", "Integration Lead", Person.FULL_ADMIN);
        Person bob = person(2, "Bob", "Okafor", "Engineer", "");
        Person carol = person(3, "Carol", "Mendes", "Designer", "");
        Person olga = person(4, "Olga", "Petrov", "Compliance", Person.COMPLIANCE);
        Person dave = person(5, "Dave", "Nakamura", "Support", Person.READONLY_ADMIN);
        Person erin = person(6, "Erin", "Walsh", "Engineer", "");

        Room build = room(1, "Build Status", ada, List.of(ada, bob, carol));
        for (int i = 1; i <= LONG_ROOM_MESSAGES; i++) {
            Person author = List.of(ada, bob, carol).get(i % 3);
            say(build, author, "Build " + i + " is " + (i % 7 == 0 ? "red" : "green"), i);
        }
        Room moderated = room(2, "Announcements", ada, List.of(ada, bob, carol, dave));
        moderated.locked = true;
        moderated.members.values().iterator().next().moderator = true;
        say(moderated, ada, "Please read the release notes.", 200);
        Room lunch = room(3, "Lunch", bob, List.of(bob, carol, erin));
        say(lunch, carol, "Noodles at noon?", 210);
        Room open = room(4, "Open Questions", carol, List.of(carol, ada, olga));
        open.open = true;
        open.madePublic = Optional.of(BEGIN);
        open.description = Optional.of("Ask anything about the sandbox");

        Team team = world.addTeam(uuid("33333333-aaaa-11ef-8ccc-", 1), "Platform", ada, BEGIN);
        world.joinTeam(team, bob, false, BEGIN);
        world.joinTeam(team, erin, false, BEGIN);
        Room backlog = room(5, "Platform Backlog", ada, List.of(ada, bob));
        backlog.team = Optional.of(team.uuid);
        say(backlog, bob, "Three tickets left.", 220);

        Room direct = world.addRoom(uuid("22222222-aaaa-11ef-8ccc-", 6), "", true, ada, BEGIN);
        world.join(direct, ada, false, BEGIN);
        world.join(direct, bob, false, BEGIN);
        say(direct, ada, "Hello Bob", 230);
        say(direct, bob, "Hello Ada", 231);
        say(direct, ada, "The connector works.", 232);
    }

    private Person person(int number, String first, String last, String title, String role) {
        String email = first.toLowerCase(Locale.ROOT) + "@sandbox.example";
        Person person = world.addPerson(uuid("11111111-aaaa-4bbb-8ccc-", number), email, BEGIN.plusSeconds(number));
        person.profile
                .put("displayName", first + " " + last)
                .put("nickName", first)
                .put("firstName", first)
                .put("lastName", last)
                .put("title", title)
                .put("timezone", "UTC");
        person.roles = role.isEmpty() ? List.of() : List.of(role);
        person.licenses =
                Stream.of(License.MESSAGING, License.MEETING).map(License::id).toList();
        return person;
    }

    private Room room(int number, String title, Person creator, List<Person> members) {
        Instant created = BEGIN.plus(Duration.ofMinutes(number));
        Room room = world.addRoom(uuid("22222222-aaaa-11ef-8ccc-", number), title, false, creator, created);
        members.forEach(member -> world.join(room, member, false, created));
        return room;
    }

    private void say(Room room, Person author, String text, int minute) {
        world.addMessage(room, author, Wording.plain(text), BEGIN.plus(Duration.ofMinutes(60L + minute)));
    }

    private static UUID uuid(String start, int number) {
        return UUID.fromString(start + "%012d".formatted(number));
    }
}
