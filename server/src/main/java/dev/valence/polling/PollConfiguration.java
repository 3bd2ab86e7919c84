package dev.valence.polling;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.element.Element;
import dev.valence.event.ObjectChoice;
import dev.valence.http.BadRequest;
import dev.valence.http.Json;
import dev.valence.instance.Configuration;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an instance's configuration says about polling.
 *
 * @param interval between two polls of one kind of object
 * @param plans one for each kind of object
 */
record PollConfiguration(Duration interval, List<PollPlan> plans) {
    static final String CONFIGURATION = "event.poller.configuration";
    static final String URLS = "event.poller.urls";
    static final String INTERVAL = "event.poller.refresh_interval";

    private static final int USUAL_MINUTES = 15;
    private static final int MOST_MINUTES = 7 * 24 * 60;

    /**
     * Reads it. {@code event.poller.configuration} of the instance wins over {@code event.poller.urls}, and this over what the
     * element says.
     *
     * @throws BadRequest when it cannot be polled by
     */
    static PollConfiguration of(Configuration configuration) {
        List<PollPlan> all = PlanReader.plans(json(configuration)
                .orElseThrow(() -> new BadRequest(configuration.element().name()
                        + " does not say how it is polled; set " + CONFIGURATION
                        + (configuration.element().webhooks().isPresent()
                                ? ", or event.vendor.type to webhooks"
                                : ""))));
        ObjectChoice choice = ObjectChoice.of(configuration);
        List<String> known = all.stream().map(PollPlan::objectType).toList();
        choice.requireAmong(known);
        return new PollConfiguration(
                interval(configuration.get(INTERVAL).orElse("")),
                all.stream()
                        .filter(plan -> choice.wants(plan.objectType(), plan.objectType()))
                        .toList());
    }

    Optional<PollPlan> plan(String objectType) {
        return plans.stream()
                .filter(plan -> plan.objectType().equals(objectType))
                .findFirst();
    }

    /** The poller's JSON that counts for a configuration. */
    static Optional<JsonNode> json(Configuration configuration) {
        Optional<JsonNode> own = Optional.ofNullable(configuration.own().get(CONFIGURATION))
                .filter(text -> !text.isBlank())
                .map(text -> Json.tree(text.getBytes(StandardCharsets.UTF_8), CONFIGURATION));
        return own.or(() -> configuration
                        .get(URLS)
                        .map(text ->
                                PollerUrls.json(text, configuration.element().hub())))
                .or(() -> usual(configuration.element()));
    }

    /** What an element says: its own member, or the default of the configuration key. */
    static Optional<JsonNode> usual(Element element) {
        return element.polling()
                .or(() -> element.defaultOf(CONFIGURATION)
                        .filter(text -> !text.isBlank())
                        .map(text -> Json.tree(text.getBytes(StandardCharsets.UTF_8), CONFIGURATION)));
    }

    private static Duration interval(String text) {
        if (text.isBlank()) {
            return Duration.ofMinutes(USUAL_MINUTES);
        }
        String digits = text.strip();
        boolean number = digits.length() <= 5 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        int minutes = number ? Integer.parseInt(digits) : 0;
        if (minutes < 1 || minutes > MOST_MINUTES) {
            throw new BadRequest(
                    INTERVAL + " must be a whole number of minutes from 1 to " + MOST_MINUTES + ", not '" + text + "'");
        }
        return Duration.ofMinutes(minutes);
    }
}
