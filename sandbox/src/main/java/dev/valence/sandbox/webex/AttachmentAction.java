package dev.valence.sandbox.webex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Json;
import java.time.Instant;
import java.util.UUID;

/** What somebody filled in on a card and submitted. */
record AttachmentAction(UUID uuid, Message message, UUID person, ObjectNode inputs, Instant created) {
    String id() {
        return Ids.of(Ids.ATTACHMENT_ACTION, uuid);
    }

    ObjectNode json() {
        ObjectNode json = Json.object().put("id", id()).put("type", "submit").put("messageId", message.id());
        json.set("inputs", inputs);
        return json.put("personId", Ids.of(Ids.PEOPLE, person))
                .put("roomId", message.room.id())
                .put("created", Times.text(created));
    }
}
