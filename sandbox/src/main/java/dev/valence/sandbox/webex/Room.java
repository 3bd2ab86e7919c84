package dev.valence.sandbox.webex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** A space with its members and messages. */
final class Room {
    final UUID uuid;
    final boolean direct;
    final UUID creator;
    final Instant created;
    final Map<UUID, Membership> members = new LinkedHashMap<>();
    /** By the ticks of their time-based UUIDs, which is their order of creation. */
    final NavigableMap<Long, Message> messages = new TreeMap<>();

    String title;
    Optional<UUID> team = Optional.empty();
    boolean locked;
    boolean announcementOnly;
    boolean open;
    Optional<Instant> madePublic = Optional.empty();
    Optional<String> description = Optional.empty();
    Instant lastActivity;

    Room(UUID uuid, String title, boolean direct, UUID creator, Instant created) {
        this.uuid = uuid;
        this.title = title;
        this.direct = direct;
        this.creator = creator;
        this.created = created;
        this.lastActivity = created;
    }

    String id() {
        return Ids.of(Ids.ROOM, uuid);
    }

    String type() {
        return direct ? "direct" : "group";
    }

    /** Whether this is the room that every member of its team is in. */
    boolean isGeneral() {
        return team.map(uuid::equals).orElse(false);
    }

    Optional<Membership> member(Person person) {
        return Optional.ofNullable(members.get(person.uuid));
    }

    boolean hasModerator() {
        return members.values().stream().anyMatch(membership -> membership.moderator);
    }

    /** Whether the person may change the room and its other members: anyone when unmoderated. */
    boolean isManagedBy(Person person) {
        return !locked || member(person).map(membership -> membership.moderator).orElse(false);
    }

    String titleFor(Person viewer) {
        if (!direct) {
            return title;
        }
        return members.values().stream()
                .filter(membership -> !membership.person.equals(viewer))
                .map(membership -> membership.person.displayName())
                .findFirst()
                .orElse("Empty Title");
    }

    ObjectNode json(Person viewer) {
        ObjectNode json = Json.object()
                .put("id", id())
                .put("title", titleFor(viewer))
                .put("type", type())
                .put("isLocked", locked);
        team.ifPresent(uuid -> json.put("teamId", Ids.of(Ids.TEAM, uuid)));
        json.put("lastActivity", Times.text(lastActivity))
                .put("creatorId", Ids.of(Ids.PEOPLE, creator))
                .put("created", Times.text(created))
                .put("ownerId", Organization.ID)
                .put("isPublic", open)
                .put("isReadOnly", false)
                .put("isAnnouncementOnly", announcementOnly);
        madePublic.ifPresent(at -> json.put("madePublic", Times.text(at)));
        description.ifPresent(text -> json.put("description", text));
        return json;
    }
}
