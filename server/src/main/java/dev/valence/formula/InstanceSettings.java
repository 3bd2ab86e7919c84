package dev.valence.formula;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The settings of an instance that mean something; all others are kept as they are. */
public final class InstanceSettings {
    /** Addresses, separated by commas, that hear of failed executions. */
    public static final String EMAIL = "notification.email";
    /** URLs, separated by commas, that hear of failed executions. */
    public static final String WEBHOOK = "notification.webhook.url";
    /** Seconds after which the instance is deleted. */
    public static final String TIME_TO_LIVE = "formula.instance.time.to.live";

    private static final int MOST_SECONDS = 10 * 366 * 24 * 3600;

    private InstanceSettings() {}

    /** Adds what is wrong with settings. */
    static void check(ObjectNode settings, Problems problems) {
        for (String address : entries(settings, EMAIL)) {
            int at = address.indexOf('@');
            if (at < 1 || at == address.length() - 1 || address.chars().anyMatch(Character::isWhitespace)) {
                problems.add("settings." + EMAIL, "must be e-mail addresses, separated by commas");
            }
        }
        for (String url : entries(settings, WEBHOOK)) {
            String lower = url.toLowerCase(Locale.ROOT);
            if (!lower.startsWith("http://") && !lower.startsWith("https://")) {
                problems.add("settings." + WEBHOOK, "must be addresses with http:// or https://, separated by commas");
            }
        }
        String life = settings.path(TIME_TO_LIVE).asText("").strip();
        if (!life.isEmpty()
                && !settings.path(TIME_TO_LIVE).isNull()
                && seconds(settings).isEmpty()) {
            problems.add("settings." + TIME_TO_LIVE, "must be a whole number of seconds from 1 to " + MOST_SECONDS);
        }
    }

    /** When an instance ends that gets these settings now; one that has them already keeps its end. */
    static Optional<OffsetDateTime> end(ObjectNode settings, Optional<FormulaInstance> before, Instant now) {
        Optional<Integer> seconds = seconds(settings);
        Optional<OffsetDateTime> known =
                before.flatMap(FormulaInstance::expiresAt).map(end -> end.atOffset(ZoneOffset.UTC));
        if (known.isPresent()
                && before.map(instance -> seconds(instance.settings())).equals(Optional.of(seconds))) {
            return known;
        }
        return seconds.map(count -> now.plusSeconds(count).atOffset(ZoneOffset.UTC));
    }

    /** What a list in one text holds; empty when there is no such setting. */
    public static List<String> entries(JsonNode settings, String key) {
        return Arrays.stream(settings.path(key).asText("").split(",", -1))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty() && !settings.path(key).isNull())
                .toList();
    }

    private static Optional<Integer> seconds(JsonNode settings) {
        String text = settings.path(TIME_TO_LIVE).asText("").strip();
        if (!text.matches("\\d{1,9}")) {
            return Optional.empty();
        }
        int seconds = Integer.parseInt(text);
        return seconds < 1 || seconds > MOST_SECONDS ? Optional.empty() : Optional.of(seconds);
    }
}
