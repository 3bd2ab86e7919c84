package dev.valence.sandbox.webex;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Json;
import dev.valence.sandbox.oauth.Integration;
import dev.valence.sandbox.oauth.SavedToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.UUID;

/**
 * Everything of the world as one JSON object after the other, each after what it refers to. Times are milliseconds since
 * 1970.
 */
final class SnapshotWriter {
    private final World world;
    private final JsonGenerator out;

    SnapshotWriter(World world, JsonGenerator out) {
        this.world = world;
        this.out = out;
    }

    /** Writes it all; an I/O fault comes as {@link UncheckedIOException}. */
    void write() {
        world.people.all().forEach(this::person);
        world.teams.all().forEach(this::team);
        world.rooms.all().forEach(this::room);
        world.rooms.archived().forEach(this::room);
        world.messages.all().forEach(this::message);
        world.messages.actions().forEach(this::action);
        world.integrations.all().forEach(this::integration);
        world.webhooks.values().forEach(this::webhook);
        world.tokens.save().forEach(this::token);
    }

    private static ObjectNode line(String kind, Object id) {
        return Json.object().put("is", kind).put("id", id.toString());
    }

    private static void optional(ObjectNode json, String name, Optional<?> value) {
        value.ifPresent(known -> json.put(name, known.toString()));
    }

    private void put(ObjectNode json) {
        try {
            Json.write(out, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void person(Person person) {
        ObjectNode json = line("person", person.uuid)
                .put("kind", person.kind.name())
                .put("email", person.email)
                .put("created", person.created.toEpochMilli())
                .put("lastModified", person.lastModified.toEpochMilli())
                .put("invitePending", person.invitePending)
                .put("loginEnabled", person.loginEnabled)
                .put("outside", person.outside);
        json.set("profile", person.profile);
        json.set("roles", Json.array(person.roles));
        json.set("licenses", Json.array(person.licenses));
        person.lastActivity.ifPresent(at -> json.put("lastActivity", at.toEpochMilli()));
        put(json);
    }

    private void team(Team team) {
        ObjectNode json = line("team", team.uuid)
                .put("name", team.name)
                .put("creator", team.creator.toString())
                .put("created", team.created.toEpochMilli());
        optional(json, "description", team.description);
        var members = json.putArray("members");
        team.members
                .values()
                .forEach(member -> members.addObject()
                        .put("person", member.person.uuid.toString())
                        .put("moderator", member.moderator)
                        .put("created", member.created.toEpochMilli()));
        put(json);
    }

    private void room(Room room) {
        ObjectNode json = line("room", room.uuid)
                .put("title", room.title)
                .put("direct", room.direct)
                .put("creator", room.creator.toString())
                .put("owner", room.owner)
                .put("created", room.created.toEpochMilli())
                .put("lastActivity", room.lastActivity.toEpochMilli())
                .put("locked", room.locked)
                .put("announcementOnly", room.announcementOnly)
                .put("readOnly", room.readOnly);
        optional(json, "team", room.team);
        room.madePublic.ifPresent(at -> json.put("madePublic", at.toEpochMilli()));
        optional(json, "description", room.description);
        optional(json, "classification", room.classification);
        room.readers.ifPresent(readers -> json.set(
                "readers", Json.array(readers.stream().map(UUID::toString).toList())));
        var members = json.putArray("members");
        room.members
                .values()
                .forEach(member -> members.addObject()
                        .put("person", member.person.uuid.toString())
                        .put("moderator", member.moderator)
                        .put("hidden", member.hidden)
                        .put("created", member.created.toEpochMilli()));
        put(json);
        room.links.values().forEach(this::link);
    }

    private void link(RoomLink link) {
        ObjectNode json = line("link", link.uuid())
                .put("kind", link.kind().name())
                .put("room", link.room().uuid.toString())
                .put("creator", link.creator().toString())
                .put("created", link.created().toEpochMilli());
        ObjectNode values = json.putObject("values");
        link.values().forEach(values::put);
        put(json);
    }

    /** The many; written and read without a tree. */
    private void message(Message message) {
        try {
            out.writeStartObject();
            out.writeStringField("is", "message");
            out.writeStringField("id", message.uuid.toString());
            out.writeStringField("room", message.room.uuid.toString());
            out.writeStringField("author", message.author.toString());
            out.writeStringField("email", message.authorEmail);
            optional("text", message.wording.text());
            optional("markdown", message.wording.markdown());
            optional("html", message.wording.html());
            optional("parent", message.parent);
            ObjectNode rare = rare(message);
            if (!rare.isEmpty()) {
                out.writeFieldName("rare");
                out.writeTree(rare);
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void optional(String name, Optional<?> value) throws IOException {
        if (value.isPresent()) {
            out.writeStringField(name, value.get().toString());
        }
    }

    private static ObjectNode rare(Message message) {
        ObjectNode json = Json.object();
        if (!message.wording.people().isEmpty()) {
            json.set(
                    "mentions",
                    Json.array(message.wording.people().stream()
                            .map(UUID::toString)
                            .toList()));
        }
        if (message.wording.everyone()) {
            json.put("everyone", true);
        }
        message.updated.ifPresent(at -> json.put("updated", at.toEpochMilli()).put("edits", message.edits));
        message.attachments.ifPresent(cards -> json.set("attachments", cards));
        for (Content file : message.files) {
            ObjectNode entry = json.withArray("files").addObject().put("name", file.fileName());
            switch (file.source()) {
                case Content.Uploaded(var path, long size, String type) ->
                    entry.put("stored", path.getFileName().toString())
                            .put("size", size)
                            .put("type", type);
                case Content.Referenced(String url) -> entry.put("url", url);
            }
        }
        return json;
    }

    private void action(AttachmentAction action) {
        ObjectNode json = line("action", action.uuid())
                .put("message", action.message().uuid.toString())
                .put("person", action.person().toString())
                .put("created", action.created().toEpochMilli());
        json.set("inputs", action.inputs());
        put(json);
    }

    private void integration(Integration integration) {
        ObjectNode json = line("integration", integration.clientId())
                .put("name", integration.name())
                .put("secret", integration.secret())
                .put("anyLoopback", integration.anyLoopback())
                .put("blocked", integration.blocked())
                .put("created", integration.created().toEpochMilli());
        json.set("redirectUris", Json.array(integration.redirectUris()));
        json.set("scopes", Json.array(integration.scopes().stream().sorted().toList()));
        optional(json, "machine", integration.machine());
        put(json);
    }

    private void webhook(Webhook webhook) {
        ObjectNode json = line("webhook", webhook.uuid)
                .put("creator", webhook.creator.toString())
                .put("organization", webhook.organizationId)
                .put("clientId", webhook.clientId)
                .put("resource", webhook.trigger.resource())
                .put("event", webhook.trigger.event())
                .put("created", webhook.created.toEpochMilli())
                .put("name", webhook.name)
                .put("target", webhook.target)
                .put("ownedByOrg", webhook.ownedByOrg)
                .put("active", webhook.active);
        optional(json, "filter", webhook.trigger.filterText());
        optional(json, "secret", webhook.secret);
        put(json);
    }

    private void token(SavedToken token) {
        ObjectNode json = line("token", token.id())
                .put("text", token.text())
                .put("refresh", token.refresh())
                .put("family", token.family())
                .put("clientId", token.consent().clientId())
                .put("person", token.consent().person())
                .put("created", token.created().toEpochMilli())
                .put("end", token.end().toEpochMilli());
        json.set("scopes", Json.array(token.consent().scopes()));
        optional(json, "nonce", token.consent().nonce());
        put(json);
    }
}
