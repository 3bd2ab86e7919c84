package dev.valence.sandbox.webex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Json;
import java.time.Instant;

/** A person in a team. */
final class TeamMembership {
    final Team team;
    final Person person;
    final Instant created;
    boolean moderator;

    TeamMembership(Team team, Person person, boolean moderator, Instant created) {
        this.team = team;
        this.person = person;
        this.moderator = moderator;
        this.created = created;
    }

    String id() {
        return Ids.of(Ids.TEAM_MEMBERSHIP, person.uuid + ":" + team.uuid);
    }

    ObjectNode json() {
        return Json.object()
                .put("id", id())
                .put("teamId", team.id())
                .put("personId", person.id())
                .put("personEmail", person.email)
                .put("personDisplayName", person.displayName())
                .put("personOrgId", person.organizationId())
                .put("isModerator", moderator)
                .put("created", Times.text(created));
    }
}
