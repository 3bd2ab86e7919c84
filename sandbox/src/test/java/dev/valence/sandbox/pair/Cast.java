package dev.valence.sandbox.pair;

import dev.valence.sandbox.pair.Sandbox.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who calls: {@code ada}, {@code bob[spark:rooms_read]} with these scopes only, {@code helper} the bot, {@code nobody}
 * without a token, {@code bearer:xyz} with this very token.
 */
final class Cast {
    private static final String COMPLIANCE = "spark-compliance:";
    private static final String OFFICER = "spark:all " + COMPLIANCE + "events_read "
            + COMPLIANCE + "messages_read " + COMPLIANCE + "messages_write "
            + COMPLIANCE + "memberships_read " + COMPLIANCE + "memberships_write "
            + COMPLIANCE + "rooms_read " + COMPLIANCE + "rooms_write "
            + COMPLIANCE + "teams_read " + COMPLIANCE + "team_memberships_read " + COMPLIANCE
            + "team_memberships_write "
            + COMPLIANCE + "webhooks_read " + COMPLIANCE + "webhooks_write";
    private static final String READS = "spark:all spark-admin:people_read spark-admin:organizations_read"
            + " spark-admin:licenses_read spark-admin:roles_read";
    private static final String ADMINISTRATOR = READS + " spark-admin:people_write spark-admin:organizations_write";
    private static final Map<String, String> USUAL_SCOPES =
            Map.of("ada", ADMINISTRATOR, "dave", READS, "olga", OFFICER);

    private final Sandbox sandbox;
    private final Map<String, String> tokens = new HashMap<>();

    Cast(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** The caller's access token, issued at the first call. */
    Optional<String> token(String caller) {
        if (caller.equals("nobody")) {
            return Optional.empty();
        }
        if (caller.startsWith("bearer:")) {
            return Optional.of(caller.substring(7));
        }
        return Optional.of(tokens.computeIfAbsent(caller, this::issue));
    }

    private String issue(String caller) {
        int bracket = caller.indexOf('[');
        String name = bracket < 0 ? caller : caller.substring(0, bracket);
        String scopes = bracket < 0
                ? USUAL_SCOPES.getOrDefault(name, "spark:all")
                : caller.substring(bracket + 1, caller.length() - 1);
        String address = name.equals("helper") ? "helper@webex.bot" : name + "@sandbox.example";
        Answer issued = sandbox.send(sandbox.request("/_sandbox/tokens")
                .POST(BodyPublishers.ofString("{\"person\":\"%s\",\"scope\":\"%s\"}".formatted(address, scopes)))
                .build());
        String token = issued.json().path("access_token").asText();
        if (token.isEmpty()) {
            throw new AssertionError("No token for " + caller + ": " + issued.status() + " " + issued.body());
        }
        return token;
    }
}
