package dev.valence.sandbox.webex;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The scopes the sandbox knows, and who may grant them. */
final class Scopes {
    static final String KMS = "spark:kms";
    static final String ALL = "spark:all";

    private static final List<String> BOTH_WAYS =
            List.of("people", "rooms", "memberships", "messages", "teams", "team_memberships");

    private Scopes() {}

    /** Everything the documented integration is registered for. */
    static Set<String> known() {
        Set<String> scopes = new LinkedHashSet<>();
        for (String resource : BOTH_WAYS) {
            scopes.add("spark:" + resource + "_read");
            scopes.add("spark:" + resource + "_write");
        }
        scopes.addAll(List.of(ALL, KMS, "spark:organizations_read"));
        scopes.addAll(List.of(
                "spark-admin:people_read",
                "spark-admin:people_write",
                "spark-admin:organizations_read",
                "spark-admin:organizations_write",
                "spark-admin:licenses_read",
                "spark-admin:roles_read",
                "spark-admin:resource_groups_read",
                "spark-admin:resource_group_memberships_read",
                "spark-admin:resource_group_memberships_write",
                "spark-admin:messages_read",
                "spark-admin:messages_write"));
        for (String resource : List.of("memberships", "messages", "rooms", "team_memberships", "webhooks")) {
            scopes.add("spark-compliance:" + resource + "_read");
            scopes.add("spark-compliance:" + resource + "_write");
        }
        scopes.addAll(List.of("spark-compliance:events_read", "spark-compliance:teams_read"));
        scopes.addAll(List.of("openid", "email", "profile", "phone", "address"));
        return scopes;
    }

    /** Whether this person is entitled to grant the scope. */
    static boolean mayGrant(Person person, String scope) {
        if (scope.startsWith("spark-admin:")) {
            return person.isAdmin();
        }
        return !scope.startsWith("spark-compliance:") || person.isComplianceOfficer();
    }

    /** The granted scopes, sorted, with the one that messaging implies. */
    static List<String> granted(List<String> asked) {
        Set<String> granted = new TreeSet<>(asked);
        if (granted.stream().anyMatch(scope -> scope.startsWith("spark:"))) {
            granted.add(KMS);
        }
        return List.copyOf(granted);
    }

    /** Whether one of the needed scopes was granted, by name or by {@code spark:all}. */
    static boolean suffice(Set<String> granted, Set<String> needed) {
        return needed.stream()
                .anyMatch(scope -> granted.contains(scope) || (scope.startsWith("spark:") && granted.contains(ALL)));
    }
}
