package dev.valence.polling;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.http.BadRequest;
import dev.valence.http.StorableText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the JSON of {@code event.poller.configuration}, and says where it is wrong. */
final class PlanReader {
    private static final int MOST_PLANS = 50;
    private static final int MOST_SECONDS = 7 * 24 * 3600;
    private static final int MOST_NAME = 100;

    private final String at;
    private final JsonNode json;

    private PlanReader(String at, JsonNode json) {
        this.at = at;
        this.json = json;
    }

    /** One plan for each member. */
    static List<PollPlan> plans(JsonNode json) {
        if (!json.isObject() || json.isEmpty() || json.size() > MOST_PLANS) {
            throw new BadRequest(PollConfiguration.CONFIGURATION + " must be a JSON object with one to " + MOST_PLANS
                    + " members, each named like the object it polls");
        }
        List<PollPlan> plans = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : json.properties()) {
            String name = StorableText.require(member.getKey(), "A name in " + PollConfiguration.CONFIGURATION);
            if (name.isBlank() || name.length() > MOST_NAME) {
                throw new BadRequest("A name in " + PollConfiguration.CONFIGURATION + " is empty or longer than "
                        + MOST_NAME + " characters");
            }
            plans.add(new PlanReader(PollConfiguration.CONFIGURATION + " of " + name, member.getValue()).plan(name));
        }
        return plans;
    }

    private PollPlan plan(String name) {
        if (!json.isObject()) {
            throw fault("must be a JSON object with at least url and idField");
        }
        String url = url();
        Optional<PollPlan> parents = member("parents").map(value -> new PlanReader(at + ", parents", value).plan(name));
        if (url.contains(PollPlan.PARENT) != parents.isPresent()) {
            throw fault(
                    parents.isPresent()
                            ? "has parents, so its url must have " + PollPlan.PARENT + " where the id of one stands"
                            : "has " + PollPlan.PARENT + " in its url and does not say which the parents are");
        }
        RecordDates dates = member("datesConfiguration")
                .map(value -> new PlanReader(at + ", datesConfiguration", value).dates())
                .orElse(RecordDates.NONE);
        boolean newestFirst = flag("newestFirst");
        if (newestFirst && dates.none()) {
            throw fault("is newestFirst, so its datesConfiguration has to say by which date");
        }
        return new PollPlan(
                name,
                url,
                text("idField").orElseThrow(() -> fault("needs idField, the name of the member with a record's id")),
                dates,
                filter(dates),
                flag("filterByCurrentDate"),
                newestFirst,
                ignored(),
                seconds("createdCheckTolerance"),
                seconds("pollDelay"),
                number("pageSize", 1, 2_000),
                parents);
    }

    private String url() {
        String url = text("url").orElseThrow(() -> fault("needs url, the path of a list such as /hubs/crm/contacts"));
        if (!url.startsWith("/") || url.startsWith("//") || url.contains("#")) {
            throw fault("has the url '" + url + "', which must be a path of the platform such as /hubs/crm/contacts");
        }
        try {
            // Tries its placeholders out.
            Placeholders.fill(url, Instant.EPOCH, text -> text);
        } catch (BadRequest e) {
            throw fault("has a wrong url: " + e.getMessage());
        }
        return url;
    }

    private RecordDates dates() {
        return new RecordDates(date("updated"), date("created"));
    }

    private Optional<DateField> date(String which) {
        try {
            String mask = text(which + "DateFormat").map(Placeholders::mask).orElse("");
            var zone = Placeholders.zone(text(which + "DateTimezone").orElse("UTC"));
            return text(which + "DateField").map(path -> new DateField(path, mask, zone));
        } catch (BadRequest e) {
            throw fault("is wrong: " + e.getMessage());
        }
    }

    /** Two spellings of the name are in use. */
    private PollPlan.Filter filter(RecordDates dates) {
        Optional<JsonNode> value = member("filterByUpdatedDate").or(() -> member("filterByUpdateDate"));
        if (value.isEmpty()) {
            return PollPlan.Filter.NONE;
        }
        boolean updated = isTrue("filterByUpdatedDate", value.get());
        if (updated ? dates.updated().isEmpty() : dates.created().isEmpty()) {
            throw fault("filters by a date for which datesConfiguration has no field");
        }
        return updated ? PollPlan.Filter.UPDATED : PollPlan.Filter.CREATED;
    }

    private Set<String> ignored() {
        Set<String> names = new HashSet<>();
        member("ignoredFields").ifPresent(array -> {
            if (!array.isArray() || array.valueStream().anyMatch(name -> !name.isTextual())) {
                throw fault("has ignoredFields that are not an array of names");
            }
            array.forEach(name -> names.add(name.textValue()));
        });
        return Set.copyOf(names);
    }

    private Duration seconds(String name) {
        return Duration.ofSeconds(number(name, 0, MOST_SECONDS).orElse(0));
    }

    /** A number, also in quotes: forms send texts. */
    private Optional<Integer> number(String name, int least, int most) {
        return member(name).map(value -> {
            String text = value.asText().strip();
            boolean number =
                    !text.isEmpty() && text.length() < 8 && text.chars().allMatch(c -> c >= '0' && c <= '9');
            if (!number || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
                throw fault("has a " + name + " that is not a whole number from " + least + " to " + most);
            }
            return Integer.parseInt(text);
        });
    }

    private boolean flag(String name) {
        return member(name).map(value -> isTrue(name, value)).orElse(false);
    }

    private boolean isTrue(String name, JsonNode value) {
        String text = value.asText();
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            throw fault("has a " + name + " that is neither true nor false");
        }
        return text.equalsIgnoreCase("true");
    }

    private Optional<String> text(String name) {
        return member(name)
                .map(value -> {
                    if (!value.isTextual()) {
                        throw fault("has a " + name + " that is not a text");
                    }
                    return value.textValue().strip();
                })
                .filter(text -> !text.isEmpty());
    }

    private Optional<JsonNode> member(String name) {
        return Optional.of(json.path(name)).filter(value -> !value.isMissingNode() && !value.isNull());
    }

    private BadRequest fault(String message) {
        return new BadRequest(at + " " + message);
    }
}
