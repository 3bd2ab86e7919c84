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
 * @param calling whether it is shown how to call
 */
record PersonView(Person viewer, boolean admin, boolean single, boolean presence, boolean calling) {
    private static final Duration ACTIVE = Duration.ofMinutes(10);

    /** What people of other organizations and guests see of a profile. */
    private static final List<String> FOR_STRANGERS =
            List.of("displayName", "nickName", "firstName", "lastName", "avatar");

    ObjectNode of(Person person, Instant now) {
        boolean known = person.isKnownTo(viewer);
        ObjectNode json = Json.object().put("id", person.id());
        json.set("emails", Json.array(List.of(person.email)));
        json.putArray("phoneNumbers");
        json.setAll(known ? person.profile : person.profile.deepCopy().retain(FOR_STRANGERS));
        if (!calling) {
            json.remove(Calling.DETAILS);
        }
        json.put("userName", person.email).put("orgId", person.organizationId());
        if (admin && single) {
            json.set(
                    "roles",
                    Json.array(person.roles.stream().map(Role::publicId).toList()));
            json.set("licenses", Json.array(person.licenses));
        }
        json.put("created", Times.text(person.created)).put("lastModified", Times.text(person.lastModified));
        if (presence && known && !person.isBot()) {
            person.lastActivity.ifPresent(at -> json.put("lastActivity", Times.text(at)));
            json.put("status", status(person, now));
        }
        if (admin) {
            json.put("invitePending", person.invitePending).put("loginEnabled", person.loginEnabled);
        }
        return json.put("type", person.kind.wire);
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
