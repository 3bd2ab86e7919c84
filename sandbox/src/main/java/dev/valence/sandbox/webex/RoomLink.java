package dev.valence.sandbox.webex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Json;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A tab or a linked folder of a room.
 *
 * @param values the members that its kind has, as they were given
 */
record RoomLink(Kind kind, UUID uuid, Room room, UUID creator, Instant created, Map<String, String> values) {

    /** The two kinds, which differ in path and members. */
    enum Kind {
        TAB("/room/tabs", Ids.TABS),
        FOLDER("/room/linkedFolders", Ids.LINKED_FOLDERS);

        final String path;
        final String idType;

        Kind(String path, String idType) {
            this.path = path;
            this.idType = idType;
        }
    }

    RoomLink {
        values = Map.copyOf(values);
    }

    String id() {
        return Ids.of(kind.idType, uuid);
    }

    ObjectNode json() {
        ObjectNode json = Json.object().put("id", id()).put("roomId", room.id()).put("roomType", room.type());
        values.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> json.put(entry.getKey(), entry.getValue()));
        return json.put("creatorId", Ids.of(Ids.PEOPLE, creator)).put("created", Times.text(created));
    }
}
