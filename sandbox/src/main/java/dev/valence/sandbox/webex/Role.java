package dev.valence.sandbox.webex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Json;
import java.util.List;
import java.util.Optional;

/** A role of the organization. */
record Role(String code, String name) {
    static final List<Role> ALL = List.of(
            new Role(Person.FULL_ADMIN, "Full Administrator"),
            new Role(Person.READONLY_ADMIN, "Read-only Administrator"),
            new Role(Person.USER_ADMIN, "User and Device Administrator"),
            new Role("id_support_admin", "Support Administrator"),
            new Role(Person.COMPLIANCE, "Compliance Officer"),
            new Role("id_device_admin", "Device Administrator"));

    static String publicId(String code) {
        return Ids.of(Ids.ROLE, code);
    }

    static Optional<Role> find(String id) {
        return ALL.stream().filter(role -> publicId(role.code).equals(id)).findFirst();
    }

    /** The name of a role by its code. */
    static Optional<String> named(String code) {
        return ALL.stream()
                .filter(role -> role.code.equals(code))
                .map(Role::name)
                .findFirst();
    }

    ObjectNode json() {
        return Json.object().put("id", publicId(code)).put("name", name);
    }
}
