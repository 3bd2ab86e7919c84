package dev.valence.sandbox.webex;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The scopes the sandbox knows, and who may grant them. */
final class Scopes {
    static final String KMS = "spark:kms";
    static final String ALL = "spark:all";

    private static final List<String> BOTH_WAYS =
            List.of("people", "rooms", "memberships", "messages", "teams", "team_memberships");

    /** What a compliance officer may do with the {@code spark-compliance:} scope of the same name. */
    private static final Set<String> OVERSEEN = Set.of(
            "spark:memberships_read",
            "spark:memberships_write",
            "spark:messages_read",
            "spark:rooms_read",
            "spark:rooms_write",
            "spark:team_memberships_read",
            "spark:team_memberships_write",
            "spark:teams_read");

    private static final Set<String> KNOWN = read();

    private static final List<String> ADMINISTRATION = List.of("spark-admin:", "identity:", "audit:", "analytics:");

    /** What a bot may do; it has no other scopes, and never those of an administrator. */
    static final List<String> OF_BOTS = List.of(
            KMS,
            "spark:memberships_read",
            "spark:memberships_write",
            "spark:messages_read",
            "spark:messages_write",
            "spark:people_read",
            "spark:rooms_read",
            "spark:rooms_write",
            "spark:team_memberships_read",
            "spark:team_memberships_write",
            "spark:teams_read",
            "spark:teams_write");

    private Scopes() {}

    /** Everything there is, and that the documented integration is registered for. */
    static Set<String> known() {
        return KNOWN;
    }

    private static Set<String> read() {
        try (InputStream file = Scopes.class.getResourceAsStream("/webex/scopes.txt")) {
            if (file == null) {
                throw new IllegalStateException("webex/scopes.txt is not packaged");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException("webex/scopes.txt cannot be read", e);
        }
    }

    /** Whether this person is entitled to grant the scope. */
    static boolean mayGrant(Person person, String scope) {
        if (ADMINISTRATION.stream().anyMatch(scope::startsWith)) {
            return person.isAdmin();
        }
        return !scope.startsWith("spark-compliance:") || person.isComplianceOfficer();
    }

    /** The granted scopes, sorted, with the one that messaging implies. */
    static List<String> granted(List<String> asked) {
        Set<String> granted = new TreeSet<>(asked);
        if (granted.stream().anyMatch(Scopes::isMessaging)) {
            granted.add(KMS);
        }
        return List.copyOf(granted);
    }

    private static boolean isMessaging(String scope) {
        return scope.equals(ALL)
                || BOTH_WAYS.stream()
                        .filter(resource -> !resource.equals("people"))
                        .anyMatch(resource -> scope.startsWith("spark:" + resource + "_"));
    }

    /**
     * Whether one of the needed scopes was granted: by name, by {@code spark:all}, or, to a compliance officer, by its
     * {@code spark-compliance:} counterpart.
     */
    static boolean suffice(Person person, Set<String> granted, Set<String> needed) {
        return needed.stream().anyMatch(scope -> covers(person, granted, scope));
    }

    private static boolean covers(Person person, Set<String> granted, String scope) {
        boolean ordinary = scope.startsWith("spark:");
        return granted.contains(scope)
                || (ordinary && granted.contains(ALL))
                || (OVERSEEN.contains(scope)
                        && person.isComplianceOfficer()
                        && granted.contains(scope.replace("spark:", "spark-compliance:")));
    }
}
