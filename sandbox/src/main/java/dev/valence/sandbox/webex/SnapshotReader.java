package dev.valence.sandbox.webex;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Json;
import dev.valence.sandbox.http.StorageFolder;
import dev.valence.sandbox.oauth.Consent;
import dev.valence.sandbox.oauth.Integration;
import dev.valence.sandbox.oauth.SavedToken;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Takes in what {@link SnapshotWriter} gave out. */
final class SnapshotReader {
    private final World world;
    private final StorageFolder storage;

    SnapshotReader(World world, StorageFolder storage) {
        this.world = world;
        this.storage = storage;
    }

    /**
     * Takes in one object; the parser stands at the name of its first member.
     *
     * @throws IllegalArgumentException when it is of no known kind, or malformed, or refers to what did not come before
     * @throws IOException when it cannot be read
     */
    void read(JsonParser in) throws IOException {
        String kind = "is".equals(in.currentName()) ? in.nextTextValue() : "";
        try {
            if (MessageLine.KIND.equals(kind)) {
                message(MessageLine.read(in));
            } else {
                in.nextToken();
                read(String.valueOf(kind), Json.rest(in));
            }
        } catch (NoSuchElementException e) {
            throw new IllegalArgumentException("it refers to what did not come before", e);
        }
    }

    private void read(String kind, ObjectNode json) {
        switch (kind) {
            case "person" -> person(json);
            case "team" -> team(json);
            case "room" -> room(json);
            case "link" -> link(json);
            case "action" -> action(json);
            case "integration" -> integration(json);
            case "webhook" -> webhook(json);
            case "token" -> token(json);
            default -> throw new IllegalArgumentException("unknown kind " + kind);
        }
    }

    private static String text(JsonNode json, String name) {
        return optional(json, name).orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
    }

    private static Optional<String> optional(JsonNode json, String name) {
        return Optional.ofNullable(json.get(name)).filter(JsonNode::isTextual).map(JsonNode::textValue);
    }

    private static UUID uuid(JsonNode json, String name) {
        return UUID.fromString(text(json, name));
    }

    private static Instant time(JsonNode json, String name) {
        return optionalTime(json, name).orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
    }

    private static Optional<Instant> optionalTime(JsonNode json, String name) {
        return Optional.ofNullable(json.get(name)).map(JsonNode::asLong).map(Instant::ofEpochMilli);
    }

    private static List<String> texts(JsonNode json, String name) {
        return json.path(name).valueStream().map(JsonNode::asText).toList();
    }

    private Person somebody(JsonNode json) {
        return world.people.find(uuid(json, "person")).orElseThrow();
    }

    private void person(ObjectNode json) {
        Person person = world.addPerson(
                uuid(json, "id"), Person.Kind.valueOf(text(json, "kind")), text(json, "email"), time(json, "created"));
        person.lastModified = time(json, "lastModified");
        person.lastActivity = optionalTime(json, "lastActivity");
        person.invitePending = json.path("invitePending").asBoolean();
        person.loginEnabled = json.path("loginEnabled").asBoolean();
        person.outside = json.path("outside").asBoolean();
        person.roles = texts(json, "roles");
        person.licenses = texts(json, "licenses");
        if (json.get("profile") instanceof ObjectNode profile) {
            person.profile = profile;
        }
    }

    private void team(ObjectNode json) {
        Team team = new Team(uuid(json, "id"), text(json, "name"), uuid(json, "creator"), time(json, "created"));
        team.description = optional(json, "description");
        for (JsonNode member : json.path("members")) {
            Person person = somebody(member);
            team.members.put(
                    person.uuid,
                    new TeamMembership(team, person, member.path("moderator").asBoolean(), time(member, "created")));
        }
        world.teams.add(team);
    }

    private void room(ObjectNode json) {
        Room room = new Room(
                uuid(json, "id"),
                text(json, "title"),
                json.path("direct").asBoolean(),
                uuid(json, "creator"),
                optional(json, "owner").orElse(Organization.ID),
                time(json, "created"));
        room.lastActivity = time(json, "lastActivity");
        room.locked = json.path("locked").asBoolean();
        room.announcementOnly = json.path("announcementOnly").asBoolean();
        room.readOnly = json.path("readOnly").asBoolean();
        room.team = optional(json, "team").map(UUID::fromString);
        room.description = optional(json, "description");
        room.classification = optional(json, "classification");
        if (json.has("readers")) {
            room.readers = Optional.of(
                    texts(json, "readers").stream().map(UUID::fromString).collect(Collectors.toSet()));
        }
        world.rooms.add(room);
        optionalTime(json, "madePublic").ifPresent(at -> world.rooms.setPublic(room, true, at));
        for (JsonNode member : json.path("members")) {
            Membership membership = new Membership(
                    room, somebody(member), member.path("moderator").asBoolean(), time(member, "created"));
            membership.hidden = member.path("hidden").asBoolean();
            world.rooms.enter(membership);
        }
    }

    private Room room(UUID uuid) {
        return world.rooms.find(uuid).or(() -> world.rooms.findArchived(uuid)).orElseThrow();
    }

    private Room roomOf(ObjectNode json) {
        return room(uuid(json, "room"));
    }

    private void link(ObjectNode json) {
        Map<String, String> values = new HashMap<>();
        json.path("values")
                .propertyStream()
                .forEach(value -> values.put(value.getKey(), value.getValue().asText()));
        world.rooms.put(new RoomLink(
                RoomLink.Kind.valueOf(text(json, "kind")),
                uuid(json, "id"),
                roomOf(json),
                uuid(json, "creator"),
                time(json, "created"),
                values));
    }

    private void message(MessageLine line) {
        ObjectNode rare = line.rare();
        Wording wording = new Wording(
                line.text(),
                line.markdown(),
                line.html(),
                texts(rare, "mentions").stream().map(UUID::fromString).toList(),
                rare.path("everyone").asBoolean());
        // Hundreds of thousands of messages share a few authors.
        Optional<Person> author = world.people.find(line.author()).filter(person -> person.email.equals(line.email()));
        Message message = new Message(
                line.id(),
                room(line.room()),
                author.map(person -> person.uuid).orElse(line.author()),
                author.map(person -> person.email).orElse(line.email()),
                wording);
        message.parent = line.parent();
        message.updated = optionalTime(rare, "updated");
        message.edits = rare.path("edits").asInt();
        if (rare.get("attachments") instanceof ArrayNode cards) {
            message.attachments = Optional.of(cards);
        }
        message.files = rare.path("files")
                .valueStream()
                .map(file -> content(message, file))
                .toList();
        world.restore(message);
    }

    private Content content(Message message, JsonNode file) {
        Content.Source source = optional(file, "stored")
                .<Content.Source>map(name -> new Content.Uploaded(
                        storage.path().resolve(Path.of(name).getFileName()),
                        file.path("size").asLong(),
                        text(file, "type")))
                .orElseGet(() -> new Content.Referenced(text(file, "url")));
        return new Content(message.uuid + "/0", text(file, "name"), source);
    }

    private void action(ObjectNode json) {
        Message message = world.messages.find(uuid(json, "message")).orElseThrow();
        if (json.get("inputs") instanceof ObjectNode inputs) {
            world.messages.add(new AttachmentAction(
                    uuid(json, "id"), message, uuid(json, "person"), inputs, time(json, "created")));
        }
    }

    private void integration(ObjectNode json) {
        world.integrations.restore(new Integration(
                text(json, "id"),
                text(json, "name"),
                text(json, "secret"),
                texts(json, "redirectUris"),
                json.path("anyLoopback").asBoolean(),
                new LinkedHashSet<>(texts(json, "scopes")),
                json.path("blocked").asBoolean(),
                optional(json, "machine"),
                time(json, "created")));
    }

    private void webhook(ObjectNode json) {
        boolean org = json.path("ownedByOrg").asBoolean();
        Webhook webhook = new Webhook(
                uuid(json, "id"),
                uuid(json, "creator"),
                optional(json, "organization").orElse(Organization.ID),
                text(json, "clientId"),
                WebhookTrigger.of(text(json, "resource"), text(json, "event"), optional(json, "filter"), org),
                time(json, "created"),
                text(json, "name"),
                text(json, "target"));
        webhook.secret = optional(json, "secret");
        webhook.ownedByOrg = org;
        webhook.active = json.path("active").asBoolean();
        world.webhooks.put(webhook.uuid, webhook);
    }

    private void token(ObjectNode json) {
        Consent consent = new Consent(
                text(json, "clientId"), text(json, "person"), texts(json, "scopes"), optional(json, "nonce"));
        world.tokens.restore(new SavedToken(
                uuid(json, "id"),
                text(json, "text"),
                json.path("refresh").asBoolean(),
                json.path("family").asLong(),
                consent,
                time(json, "created"),
                time(json, "end")));
    }
}
