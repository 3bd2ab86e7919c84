package dev.valence.sandbox.webex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A team; its General room has the same UUID. */
final class Team {
    final UUID uuid;
    final UUID creator;
    final Instant created;
    final Map<UUID, TeamMembership> members = new LinkedHashMap<>();
    String name;
    Optional<String> description = Optional.empty();

    Team(UUID uuid, String name, UUID creator, Instant created) {
        this.uuid = uuid;
        this.name = name;
        this.creator = creator;
        this.created = created;
    }

    String id() {
        return Ids.of(Ids.TEAM, uuid);
    }

    Optional<TeamMembership> member(Person person) {
        return Optional.ofNullable(members.get(person.uuid));
    }

    boolean isModerator(Person person) {
        return member(person).map(membership -> membership.moderator).orElse(false);
    }

    long moderators() {
        return members.values().stream()
                .filter(membership -> membership.moderator)
                .count();
    }

    ObjectNode json() {
        ObjectNode json = Json.object().put("id", id()).put("name", name);
        description.ifPresent(text -> json.put("description", text));
        return json.put("creatorId", Ids.of(Ids.PEOPLE, creator)).put("created", Times.text(created));
    }
}
