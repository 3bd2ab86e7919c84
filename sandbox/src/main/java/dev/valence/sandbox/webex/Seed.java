package dev.valence.sandbox.webex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * The small company every start and every reset begins with: the same ids and times each time. Its people and
 * conversations stand in {@code webex/seed.json}.
 */
final class Seed {
    static final String ADA = "ada@sandbox.example";

    private static final Instant BEGIN = Instant.parse("2026-01-02T10:00:00Z");
    static final String DOMAIN = "@sandbox.example";
    private static final String PEOPLE = "11111111-aaaa-4bbb-8ccc-";
    private static final String ROOMS = "22222222-aaaa-11ef-8ccc-";
    private static final JsonNode COMPANY = read();

    private final World world;
    private final List<Said> said = new ArrayList<>();

    /** A message to come; they are posted in the order of their times, whatever their rooms. */
    private record Said(Room room, Person author, Instant at, String text) {}

    private Seed(World world) {
        this.world = world;
    }

    private static JsonNode read() {
        try (InputStream file = Seed.class.getResourceAsStream("/webex/seed.json")) {
            if (file == null) {
                throw new IllegalStateException("webex/seed.json is not packaged");
            }
            return Json.readObject(file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("webex/seed.json cannot be read", e);
        }
    }

    static String organization() {
        return COMPANY.path("organization").asText();
    }

    static void plant(World world) {
        new Seed(world).plant();
    }

    private void plant() {
        COMPANY.path("people").forEach(this::person);
        COMPANY.path("bots").forEach(this::bot);
        COMPANY.path("teams").forEach(this::team);
        COMPANY.path("rooms").forEach(this::room);
        COMPANY.path("direct").forEach(this::direct);
        said.stream()
                .sorted((one, other) -> one.at().compareTo(other.at()))
                .forEach(next -> world.post(
                        world.draft(next.room(), next.author(), wording(next.text()), next.at()), next.author()));
    }

    private Wording wording(String text) {
        boolean formatted = text.contains("*") || text.contains("`") || text.contains("<@");
        return formatted ? Wording.markdown(text, Optional.empty(), world.people::byEmail) : Wording.plain(text);
    }

    private void person(JsonNode given) {
        String first = given.path("first").asText();
        int number = given.path("number").asInt();
        Person person = world.addPerson(
                uuid(PEOPLE, number),
                Person.Kind.PERSON,
                first.toLowerCase(Locale.ROOT) + DOMAIN,
                BEGIN.plusSeconds(number));
        person.profile
                .put("displayName", first + " " + given.path("last").asText())
                .put("nickName", first)
                .put("firstName", first)
                .put("lastName", given.path("last").asText())
                .put("title", given.path("title").asText())
                .put("department", given.path("department").asText())
                .put("timezone", given.path("timezone").asText());
        reachable(person, given);
        placed(person, given);
        person.roles = given.path("roles").valueStream().map(JsonNode::asText).toList();
        person.licenses = License.ALL.stream()
                .filter(license -> given.has("extension") || !license.equals(License.CALLING))
                .map(License::id)
                .toList();
    }

    /** Numbers, addresses for calls and the site of meetings. */
    private static void reachable(Person person, JsonNode given) {
        if (given.has("phone")) {
            person.profile
                    .putArray("phoneNumbers")
                    .addObject()
                    .put("type", "work")
                    .put("value", given.path("phone").asText())
                    .put("primary", true);
        }
        String user = person.email.substring(0, person.email.indexOf('@'));
        sip(person, "enterprise", user + "@calls.sandbox.example", true);
        sip(person, "personal-room", user + "@" + License.SITE, false);
        if (given.has("extension")) {
            person.profile
                    .put("extension", given.path("extension").asText())
                    .put("locationId", Ids.of(Ids.LOCATION, "88888888-aaaa-4bbb-8ccc-000000000001"));
            sip(person, "cloud-calling", user + "@cloud.sandbox.example", false);
        }
        Sites.set(person.profile, List.of(License.SITE));
    }

    private static void sip(Person person, String type, String value, boolean primary) {
        person.profile
                .withArray("sipAddresses")
                .addObject()
                .put("type", type)
                .put("value", value)
                .put("primary", primary);
    }

    /** Picture, office and whom they report to. */
    private static void placed(Person person, JsonNode given) {
        String user = person.email.substring(0, person.email.indexOf('@'));
        person.profile.put("avatar", "https://avatars.sandbox.example/" + user + ".png");
        if (given.get("address") instanceof ObjectNode address) {
            ObjectNode work = person.profile.putArray("addresses").addObject().put("type", "work");
            work.setAll(address);
        }
        for (JsonNode manager : COMPANY.path("people")) {
            if (manager.path("first").asText().equals(given.path("manager").asText())) {
                person.profile
                        .put(
                                "manager",
                                manager.path("first").asText() + " "
                                        + manager.path("last").asText())
                        .put(
                                "managerId",
                                Ids.of(
                                        Ids.PEOPLE,
                                        uuid(PEOPLE, manager.path("number").asInt())));
            }
        }
    }

    private void bot(JsonNode given) {
        int number = given.path("number").asInt();
        Person bot = world.addPerson(
                uuid(PEOPLE, number),
                Person.Kind.BOT,
                given.path("name").asText() + Bots.DOMAIN,
                BEGIN.plusSeconds(number));
        bot.profile.put("displayName", given.path("displayName").asText());
    }

    private void team(JsonNode given) {
        UUID uuid = uuid("33333333-aaaa-11ef-8ccc-", given.path("number").asInt());
        Team team = world.teams.create(uuid, given.path("name").asText(), somebody(given.path("creator")), BEGIN);
        team.description = Optional.of(given.path("description").asText()).filter(text -> !text.isEmpty());
        given.path("members").forEach(member -> world.teams.join(team, somebody(member), false, BEGIN));
        listen(world.teams.general(team).orElseThrow(), given);
    }

    private void room(JsonNode given) {
        int number = given.path("number").asInt();
        Instant created = BEGIN.plus(Duration.ofMinutes(number));
        Person creator = somebody(given.path("creator"));
        Room room = world.addRoom(uuid(ROOMS, number), given.path("title").asText(), false, creator, created);
        room.locked = given.path("locked").asBoolean();
        room.description = Optional.of(given.path("description").asText()).filter(text -> !text.isEmpty());
        if (given.has("team")) {
            room.team = Optional.of(
                    uuid("33333333-aaaa-11ef-8ccc-", given.path("team").asInt()));
        }
        world.rooms.setPublic(room, given.path("public").asBoolean(), BEGIN);
        for (JsonNode member : given.path("members")) {
            Person person = somebody(member);
            world.rooms.join(room, person, room.locked && person.equals(creator), created);
        }
        builds(room, given.path("builds").asInt());
        listen(room, given);
    }

    private void direct(JsonNode given) {
        int number = given.path("number").asInt();
        Instant created = BEGIN.plus(Duration.ofMinutes(number));
        Person first = somebody(given.path("members").path(0));
        Room room = world.addRoom(uuid(ROOMS, number), "", true, first, created);
        given.path("members").forEach(member -> world.rooms.join(room, somebody(member), false, created));
        listen(room, given);
    }

    private void listen(Room room, JsonNode given) {
        for (JsonNode message : given.path("messages")) {
            Instant at = LocalDateTime.parse(message.path(1).asText()).toInstant(ZoneOffset.UTC);
            said.add(new Said(
                    room, somebody(message.path(0)), at, message.path(2).asText()));
        }
    }

    /** A long room, so that pages can be turned: a build every two hours, and now and then somebody's word on it. */
    private void builds(Room room, int count) {
        List<Person> people = room.members.values().stream()
                .map(membership -> membership.person)
                .filter(person -> !person.isBot())
                .toList();
        Person bot = room.members.values().stream()
                .map(membership -> membership.person)
                .filter(Person::isBot)
                .findFirst()
                .orElse(room.members.values().iterator().next().person);
        for (int i = 1; i <= count; i++) {
            Instant at = BEGIN.plus(Duration.ofHours(2L * i));
            Person person = people.get(i % people.size());
            if (i % 7 == 0) {
                said.add(new Said(room, bot, at, "Build " + i + " is red: 2 tests failed in ingest"));
            } else if (i % 7 == 1 && i > 1) {
                said.add(new Said(room, person, at, "On it. A fix is on its way."));
            } else {
                said.add(new Said(room, bot, at, "Build " + i + " is green"));
            }
        }
    }

    private Person somebody(JsonNode name) {
        String address = name.asText().contains("@") ? name.asText() : name.asText() + DOMAIN;
        return world.people
                .byEmail(address)
                .orElseThrow(() -> new IllegalStateException("webex/seed.json names nobody: " + address));
    }

    private static UUID uuid(String start, int number) {
        return UUID.fromString(start + "%012d".formatted(number));
    }
}
