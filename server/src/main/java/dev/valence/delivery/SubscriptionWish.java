package dev.valence.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.http.BadRequest;
import dev.valence.http.Json;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The body of a call that makes or changes a subscription; what was left out stays absent.
 *
 * @param instanceId of the instance whose topic is named
 * @param url the callback
 * @param active whether deliveries are to be sent and not only queued
 */
record SubscriptionWish(Optional<Long> instanceId, Optional<String> url, Optional<Boolean> active) {
    private static final Pattern TOPIC = Pattern.compile("instance-(\\d{1,18})-.+-events");
    private static final String EXAMPLE = "; a subscription is {\"channel\": \"webhook\", \"topics\":"
            + " [\"instance-4711-demo-events\"], \"config\": {\"url\": \"https://app.example/events\"}}";

    /**
     * Reads the body.
     *
     * @throws BadRequest naming the member that has the wrong form
     */
    static SubscriptionWish read(byte[] body) {
        JsonNode json = Json.tree(body, "request body");
        if (!json.isObject()) {
            throw new BadRequest("The request body must be a JSON object" + EXAMPLE);
        }
        if (!json.path("channel").asText("webhook").equals("webhook")) {
            throw new BadRequest("The only channel is webhook" + EXAMPLE);
        }
        return new SubscriptionWish(instance(json.path("topics")), url(json.path("config")), active(json));
    }

    /**
     * The member itself.
     *
     * @throws BadRequest when it was left out
     */
    long requireInstanceId() {
        return instanceId.orElseThrow(() -> new BadRequest("topics is missing" + EXAMPLE));
    }

    /**
     * The member itself.
     *
     * @throws BadRequest when it was left out
     */
    String requireUrl() {
        return url.orElseThrow(() -> new BadRequest("config.url is missing" + EXAMPLE));
    }

    private static Optional<Long> instance(JsonNode topics) {
        if (topics.isMissingNode() || topics.isNull()) {
            return Optional.empty();
        }
        Matcher topic = TOPIC.matcher(topics.path(0).asText());
        if (topics.size() != 1 || !topic.matches()) {
            throw new BadRequest("topics must be a list of one topic, that of an instance" + EXAMPLE);
        }
        return Optional.of(Long.parseLong(topic.group(1)));
    }

    private static Optional<String> url(JsonNode config) {
        JsonNode url = config.path("url");
        if (url.isMissingNode() || url.isNull()) {
            return Optional.empty();
        }
        if (!url.isTextual() || url.textValue().isBlank()) {
            throw new BadRequest("config.url must be an address" + EXAMPLE);
        }
        return Optional.of(url.textValue().strip());
    }

    private static Optional<Boolean> active(JsonNode json) {
        JsonNode active = json.path("active");
        if (active.isMissingNode() || active.isNull()) {
            return Optional.empty();
        }
        if (!active.isBoolean()) {
            throw new BadRequest("active must be true or false");
        }
        return Optional.of(active.booleanValue());
    }
}
