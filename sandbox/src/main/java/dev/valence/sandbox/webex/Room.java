package dev.valence.sandbox.webex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** A space with its members and messages. */
final class Room {
    final UUID uuid;
    final boolean direct;
    final UUID creator;
    final String owner;
    final Instant created;
    final Map<UUID, Membership> members = new LinkedHashMap<>();
    /** By the ticks of their time-based UUIDs, which is their order of creation. */
    final NavigableMap<Long, Message> messages = new TreeMap<>();

    final Map<UUID, RoomLink> links = new LinkedHashMap<>();
    /** Who was in when the room was archived: nobody is a member of it any more, and they still read it. */
    Optional<Set<UUID>> readers = Optional.empty();

    String title;
    Optional<UUID> team = Optional.empty();
    boolean locked;
    boolean announcementOnly;
    /** Frozen by a compliance officer; direct rooms only. */
    boolean readOnly;

    boolean open;
    Optional<Instant> madePublic = Optional.empty();
    Optional<String> description = Optional.empty();
    Optional<String> classification = Optional.empty();
    Instant lastActivity;

    /** A room; {@code owner} is the organization it belongs to, which is its creator's. */
    Room(UUID uuid, String title, boolean direct, UUID creator, String owner, Instant created) {
        this.uuid = uuid;
        this.title = title;
        this.direct = direct;
        this.creator = creator;
        this.owner = owner;
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

    boolean isArchived() {
        return readers.isPresent();
    }

    /** Whether the person may read what is said here: members may, and those of an archived room. */
    boolean isReadBy(Person person) {
        return members.containsKey(person.uuid)
                || readers.filter(known -> known.contains(person.uuid)).isPresent();
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
                .put("ownerId", owner)
                .put("isPublic", open)
                .put("isReadOnly", readOnly)
                .put("isAnnouncementOnly", announcementOnly);
        madePublic.ifPresent(at -> json.put("madePublic", Times.text(at)));
        description.ifPresent(text -> json.put("description", text));
        classification.ifPresent(id -> json.put("classificationId", id));
        return json;
    }
}
