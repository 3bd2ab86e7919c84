package dev.valence.sandbox.webex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Somebody of the organization, or a bot. Guarded by the lock of {@link World}, as all state here. */
final class Person {
    static final String FULL_ADMIN = "id_full_admin";
    static final String USER_ADMIN = "id_user_admin";
    static final String READONLY_ADMIN = "id_readonly_admin";
    static final String COMPLIANCE = "id_compliance_officer";

    final UUID uuid;
    final Instant created;
    final Kind kind;
    final RoomShelves rooms = new RoomShelves();
    String email;
    /** Everything that is stored and answered as it came: names, phone numbers, title and the like. */
    ObjectNode profile = Json.object();

    List<String> roles = List.of();
    List<String> licenses = List.of();
    boolean invitePending;
    boolean loginEnabled = true;
    /** Invited into a room here and of no organization that is known. */
    boolean outside;

    Instant lastModified;
    Optional<Instant> lastActivity = Optional.empty();

    /** What kind of account it is, by its name on the wire. */
    enum Kind {
        PERSON("person"),
        BOT("bot"),
        /** A guest who came with a signed token of a guest issuer. */
        GUEST("appuser");

        final String wire;

        Kind(String wire) {
            this.wire = wire;
        }
    }

    Person(UUID uuid, Kind kind, String email, Instant created) {
        this.uuid = uuid;
        this.kind = kind;
        this.email = email;
        this.created = created;
        this.lastModified = created;
    }

    /** The organization the account belongs to. */
    String organizationId() {
        return outside ? Organization.CONSUMERS : Organization.ID;
    }

    /** Whether this is an account of the organization, bots included; guests and people of others are not. */
    boolean isInside() {
        return !outside && kind != Kind.GUEST;
    }

    /** Whether the other finds this account and sees all of it. */
    boolean isKnownTo(Person other) {
        return equals(other) || (isInside() && other.isInside());
    }

    String id() {
        return Ids.of(Ids.PEOPLE, uuid);
    }

    String displayName() {
        return profile.path("displayName").asText(email);
    }

    boolean isBot() {
        return kind == Kind.BOT;
    }

    /** Whether this account can sign in on the consent page; somebody invited accepts the invitation by it. */
    boolean canSignIn() {
        return kind == Kind.PERSON && loginEnabled;
    }

    /** Whoever has signed in is no longer merely invited. */
    void signedIn() {
        invitePending = false;
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
