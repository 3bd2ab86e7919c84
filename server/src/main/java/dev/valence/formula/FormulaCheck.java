package dev.valence.formula;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.BadRequest;
import dev.valence.http.InvalidFields;
import dev.valence.http.Json;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What is to be said about the document of a formula that somebody still works on, without storing it. */
final class FormulaCheck {
    /** As many times of a schedule as show its rhythm. */
    private static final int TIMES = 3;

    private FormulaCheck() {}

    /**
     * Checks a document as storing it would.
     *
     * @param now times of a schedule come after it
     * @return {@code problems}, for which it would be refused, and {@code warnings}, each by its place; the {@code next} times of a
     *     schedule, in UTC
     */
    static ObjectNode of(ObjectNode given, Instant now) {
        ObjectNode reply = Json.MAPPER.createObjectNode();
        ObjectNode problems = reply.putObject("problems");
        ObjectNode warnings = reply.putObject("warnings");
        try {
            ObjectNode document = FormulaReader.read(given).document();
            texts(warnings, FormulaWarnings.byPlace(FormulaVersion.of(0, 0, document)));
        } catch (InvalidFields e) {
            texts(problems, e.fields());
        }
        times(given, now, reply.putArray("next"));
        return reply;
    }

    private static void texts(ObjectNode node, Map<String, String> texts) {
        texts.forEach(node::put);
    }

    private static void times(ObjectNode given, Instant now, ArrayNode times) {
        String cron = given.at("/triggers/0/properties/cron").asText();
        if (cron.isBlank() || References.any(cron)) {
            return;
        }
        try {
            Cron schedule = Cron.parse(cron);
            Optional<Instant> next = schedule.next(now);
            while (next.isPresent() && times.size() < TIMES) {
                times.add(next.get().toString());
                next = schedule.next(next.get());
            }
        } catch (BadRequest e) {
            // Stands among the problems.
            times.removeAll();
        }
    }
}
