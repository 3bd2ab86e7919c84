package dev.valence.sandbox.webex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Somebody of the organization. Guarded by the lock of {@link WebexProvider}, as all state here. */
final class Person {
    static final String FULL_ADMIN = "id_full_admin";
    static final String USER_ADMIN = "id_user_admin";
    static final String READONLY_ADMIN = "id_readonly_admin";
    static final String COMPLIANCE = "id_compliance_officer";

    final UUID uuid;
    final Instant created;
    String email;
    /** Everything that is stored and answered as it came: names, phone numbers, title and the like. */
    ObjectNode profile = Json.object();

    List<String> roles = List.of();
    List<String> licenses = List.of();
    boolean invitePending;
    boolean loginEnabled = true;
    Instant lastModified;
    Optional<Instant> lastActivity = Optional.empty();

    Person(UUID uuid, String email, Instant created) {
        this.uuid = uuid;
        this.email = email;
        this.created = created;
        this.lastModified = created;
    }

    String id() {
        return Ids.of(Ids.PEOPLE, uuid);
    }

    String displayName() {
        return profile.path("displayName").asText(email);
    }

    boolean isAdmin() {
        return canManagePeople() || roles.contains(READONLY_ADMIN);
    }

    boolean canManagePeople() {
        return roles.contains(FULL_ADMIN) || roles.contains(USER_ADMIN);
    }

    boolean isComplianceOfficer() {
        return roles.contains(COMPLIANCE);
    }
}
