package dev.valence.polling;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.http.Json;
import dev.valence.hub.HubCalls;
import dev.valence.provider.RetryAfter;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads a plan's list from the hub, page by page. */
final class RecordList {
    private static final int MOST_PAGES = 10_000;

    private final HubCalls hub;
    private final Clock clock;
    private final long instanceId;

    RecordList(HubCalls hub, Clock clock, long instanceId) {
        this.hub = hub;
        this.clock = clock;
        this.instanceId = instanceId;
    }

    /**
     * Hands over each page until there is none, or {@code more} says that it is enough.
     *
     * @param parent in place of {@link PollPlan#PARENT}
     * @param since in place of the date placeholders
     * @throws PollFailure when a page is not given
     */
    void read(PollPlan plan, String parent, Instant since, Predicate<List<JsonNode>> more) {
        Optional<String> next = Optional.empty();
        for (int pages = 0; pages < MOST_PAGES; pages++) {
            HubCalls.Reply reply = hub.get(instanceId, PollUrl.of(plan, parent, since, next));
            if (reply.status() / 100 != 2) {
                throw PollFailure.of(reply, reply.retryAfter().flatMap(text -> RetryAfter.parse(text, clock)));
            }
            next = reply.nextPage();
            if (!more.test(records(reply)) || next.isEmpty()) {
                return;
            }
        }
        throw new PollFailure(0, "The list has more than " + MOST_PAGES + " pages; narrow its url", Optional.empty());
    }

    private static List<JsonNode> records(HubCalls.Reply reply) {
        try {
            JsonNode body = Json.MAPPER.readTree(reply.body());
            if (body == null || body.isMissingNode() || body.isNull()) {
                return List.of();
            }
            return body.isArray() ? body.valueStream().toList() : List.of(body);
        } catch (IOException e) {
            throw new PollFailure(0, "The hub's answer is not JSON", Optional.empty());
        }
    }
}
