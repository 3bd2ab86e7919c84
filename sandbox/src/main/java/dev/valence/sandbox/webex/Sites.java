package dev.valence.sandbox.webex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Json;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Meeting sites in a person's {@code siteUrls}: with {@code #attendee} at the end an attendee's, else a host's. */
final class Sites {
    static final String ATTENDEE = "#attendee";
    private static final String NAME = "siteUrls";

    private Sites() {}

    static List<String> of(ObjectNode person) {
        return person.path(NAME).valueStream().map(JsonNode::asText).toList();
    }

    static void set(ObjectNode person, Collection<String> urls) {
        if (urls.isEmpty()) {
            person.remove(NAME);
        } else {
            person.set(NAME, Json.array(urls));
        }
    }

    static boolean isAttendee(String url) {
        return url.endsWith(ATTENDEE);
    }

    /** Leaves the entries of attendees as they were, for a caller who does not manage them. */
    static void keepAttendees(ObjectNode person, ObjectNode former) {
        Stream<String> hosts = of(person).stream().filter(url -> !isAttendee(url));
        set(
                person,
                Stream.concat(hosts, of(former).stream().filter(Sites::isAttendee))
                        .toList());
    }

    static void hideAttendees(ObjectNode person) {
        set(person, of(person).stream().filter(url -> !isAttendee(url)).toList());
    }
}
