package dev.valence.sandbox.webex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How much of a person a caller sees.
 *
 * @param admin whether log-in state is shown
 * @param single whether roles and licences are shown to an admin
 * @param presence whether status and last activity are shown
 */
record PersonView(boolean admin, boolean single, boolean presence) {
    private static final Duration ACTIVE = Duration.ofMinutes(10);

    ObjectNode of(Person person, Instant now) {
        ObjectNode json = Json.object().put("id", person.id());
        json.set("emails", Json.array(List.of(person.email)));
        json.putArray("phoneNumbers");
        json.setAll(person.profile);
        json.put("userName", person.email).put("orgId", Organization.ID);
        if (admin && single) {
            json.set(
                    "roles",
                    Json.array(person.roles.stream().map(Role::publicId).toList()));
            json.set("licenses", Json.array(person.licenses));
        }
        json.put("created", Times.text(person.created)).put("lastModified", Times.text(person.lastModified));
        if (presence) {
            person.lastActivity.ifPresent(at -> json.put("lastActivity", Times.text(at)));
            json.put("status", status(person, now));
        }
        if (admin) {
            json.put("invitePending", person.invitePending).put("loginEnabled", person.loginEnabled);
        }
        return json.put("type", "person");
    }

    private static String status(Person person, Instant now) {
        if (person.invitePending) {
            return "pending";
        }
        return person.lastActivity
                .map(at -> at.plus(ACTIVE).isAfter(now) ? "active" : "inactive")
                .orElse("unknown");
    }
}
