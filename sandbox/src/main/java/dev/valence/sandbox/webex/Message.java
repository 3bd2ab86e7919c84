package dev.valence.sandbox.webex;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A message of a room; it outlives its author's account. */
final class Message {
    final UUID uuid;
    final Room room;
    final UUID author;
    final String authorEmail;
    final Instant created;
    Optional<UUID> parent = Optional.empty();
    Wording wording;
    List<Content> files = List.of();
    Optional<ArrayNode> attachments = Optional.empty();
    Optional<Instant> updated = Optional.empty();
    int edits;

    Message(UUID uuid, Room room, UUID author, String authorEmail, Wording wording) {
        this.uuid = uuid;
        this.room = room;
        this.author = author;
        this.authorEmail = authorEmail;
        this.wording = wording;
        this.created = TimeUuid.time(uuid);
    }

    /** Whether the person is mentioned by name; that everybody is does not count. */
    boolean mentions(Person person) {
        return wording.people().contains(person.uuid);
    }

    /** Whether it is a recording and nothing else, as clients send a voice message. */
    private boolean isVoiceClip() {
        return wording.text().isEmpty()
                && files.stream()
                        .anyMatch(file -> file.source() instanceof Content.Uploaded recording
                                && recording.mediaType().startsWith("audio/"));
    }

    String id() {
        return Ids.of(Ids.MESSAGE, uuid);
    }

    /** The wire form; {@code base} is the API's root as the caller reaches it. */
    ObjectNode json(String base) {
        ObjectNode json = Json.object().put("id", id());
        parent.ifPresent(uuid -> json.put("parentId", Ids.of(Ids.MESSAGE, uuid)));
        json.put("roomId", room.id()).put("roomType", room.type());
        wording.text().ifPresent(text -> json.put("text", text));
        wording.markdown().ifPresent(text -> json.put("markdown", text));
        wording.html().ifPresent(text -> json.put("html", text));
        if (!files.isEmpty()) {
            json.set(
                    "files",
                    Json.array(files.stream()
                            .map(file -> base + "/contents/" + file.id())
                            .toList()));
        }
        if (isVoiceClip()) {
            json.put("isVoiceClip", true);
        }
        attachments.ifPresent(cards -> json.set("attachments", cards));
        json.put("personId", Ids.of(Ids.PEOPLE, author)).put("personEmail", authorEmail);
        if (!wording.people().isEmpty()) {
            json.set(
                    "mentionedPeople",
                    Json.array(wording.people().stream()
                            .map(uuid -> Ids.of(Ids.PEOPLE, uuid))
                            .toList()));
        }
        if (wording.everyone()) {
            json.set("mentionedGroups", Json.array(List.of("all")));
        }
        json.put("created", Times.text(created));
        updated.ifPresent(at -> json.put("updated", Times.text(at)));
        return json;
    }
}
