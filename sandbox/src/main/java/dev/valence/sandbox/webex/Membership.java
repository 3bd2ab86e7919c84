package dev.valence.sandbox.webex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Json;
import java.time.Instant;

/** A person in a room. */
final class Membership {
    final Room room;
    final Person person;
    final Instant created;
    boolean moderator;
    boolean hidden;

    Membership(Room room, Person person, boolean moderator, Instant created) {
        this.room = room;
        this.person = person;
        this.moderator = moderator;
        this.created = created;
    }

    String id() {
        return Ids.of(Ids.MEMBERSHIP, person.uuid + ":" + room.uuid);
    }

    ObjectNode json() {
        return Json.object()
                .put("id", id())
                .put("roomId", room.id())
                .put("roomType", room.type())
                .put("personId", person.id())
                .put("personEmail", person.email)
                .put("personDisplayName", person.displayName())
                .put("personOrgId", person.organizationId())
                .put("isModerator", moderator)
                .put("isMonitor", false)
                .put("isRoomHidden", hidden)
                .put("created", Times.text(created));
    }
}
