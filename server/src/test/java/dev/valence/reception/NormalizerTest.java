package dev.valence.reception;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.element.WebhookEvent;
import dev.valence.element.Webhooks;
import dev.valence.event.EventObject;
import dev.valence.event.ObjectChoice;
import dev.valence.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalizerTest {
    private static final Instant NOW = Instant.parse("2026-01-15T09:30:00Z");
    private static final ObjectChoice ALL = new ObjectChoice(List.of());

    private static final WebhookEvent CREATED = new WebhookEvent(
            "contact.created",
            "*",
            "contacts",
            "CREATED",
            List.of(at("/object/id"), at("/id")),
            List.of(at("/occurred"), at("/sent")),
            List.of(at("/eventId")),
            Optional.empty());
    private static final WebhookEvent ANY = new WebhookEvent(
            "*", "*", "{resource}", "UNKNOWN", List.of(at("/id")), List.of(), List.of(), Optional.empty());

    @Test
    void aPostIsPutIntoCommonWords() {
        assertThat(objects(
                        Optional.empty(), "{'kind': 'contact.created', 'object': {'id': 7}, 'occurred': 1768469400}"))
                .containsExactly(new EventObject("contacts", "7", "CREATED", NOW));
        assertThat(objects(
                        Optional.empty(),
                        "{'kind': 'contact.created', 'id': 'c1', 'sent': '2026-01-15T10:30:00+01:00'}"))
                .as("the second place of each")
                .containsExactly(new EventObject("contacts", "c1", "CREATED", NOW));
        assertThat(objects(Optional.empty(), "{'kind': 'deal.won', 'id': 'd1'}"))
                .as("what no other rule takes")
                .containsExactly(new EventObject("deal.won", "d1", "UNKNOWN", NOW));
        assertThat(objects(Optional.empty(), "[]")).containsExactly(new EventObject("unknown", "", "UNKNOWN", NOW));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            1768469400000
            1768469400.0
            '2026-01-15T09:30:00Z'
            '2026-01-15T10:30:00+01:00'
            soon
            ''
            99999999999999999999999
            '+999999999-01-01T00:00:00Z'
            """)
    void aDateThatCannotBeReadOrStoredIsTheTimeOfItsArrival(String date) {
        assertThat(objects(Optional.empty(), "{'kind': 'contact.created', 'occurred': '" + date + "'}"))
                .extracting(EventObject::date)
                .containsExactly(NOW);
    }

    /** Reading such a number took minutes, on a thread that the whole server needs. */
    @Test
    @Timeout(10)
    void aDateOfMillionsOfDigitsIsNone() {
        assertThat(objects(
                        Optional.empty(),
                        "{'kind': 'contact.created', 'occurred': '" + "1".repeat(2_000_000)
                                + "', 'sent': '2026-01-01T00:00:00Z'}"))
                .extracting(EventObject::date)
                .containsExactly(Instant.parse("2026-01-01T00:00:00Z"));
    }

    @Test
    void onePostOfManyIsSeveralNotificationsOfTwenty() {
        String items = IntStream.range(0, 45)
                .mapToObj(i -> "{'kind': 'contact.created', 'id': " + i + ", 'eventId': 'e" + i + "'}")
                .collect(Collectors.joining(","));
        List<Normalizer.Notification> notifications =
                normalizer(Optional.of(at("/items")), ALL).notifications(json("{'items': [" + items + "]}"), 20);
        assertThat(notifications).extracting(one -> one.objects().size()).containsExactly(20, 20, 5);
        assertThat(notifications)
                .extracting(Normalizer.Notification::identity)
                .doesNotHaveDuplicates()
                .allMatch(Optional::isPresent);
    }

    @Test
    void whereTheOrderOfEachObjectCountsEachIsANotification() {
        assertThat(normalizer(Optional.of(at("/items")), ALL)
                        .notifications(
                                json(
                                        "{'items': [{'kind': 'contact.created', 'id': 1}, {'kind': 'deal.won', 'id': 2}]}"),
                                1))
                .extracting(one -> one.objects().size())
                .containsExactly(1, 1);
    }

    @Test
    void theSamePostHasTheSameIdentityAndOnlyIfAllOfItHas() {
        String with = "{'kind': 'contact.created', 'id': 1, 'eventId': 'e1'}";
        assertThat(identity(with)).isPresent().isEqualTo(identity(with.replace("'id': 1", "'id': 2")));
        assertThat(identity(with)).isNotEqualTo(identity(with.replace("e1", "e2")));
        assertThat(identity("{'kind': 'contact.created', 'id': 1}")).isEmpty();
        assertThat(identity("{'kind': 'contact.created', 'id': 1, 'eventId': null}"))
                .isEmpty();
        assertThat(normalizer(Optional.of(at("/items")), ALL)
                        .notifications(json("{'items': [" + with + ", {'kind': 'contact.created'}]}"), 20)
                        .getFirst()
                        .identity())
                .isEmpty();
    }

    @Test
    void whatTheInstanceDoesNotWantIsNoEvent() {
        ObjectChoice contacts = new ObjectChoice(List.of("contacts"));
        assertThat(normalizer(Optional.empty(), contacts).notifications(json("{'kind': 'deal.won'}"), 20))
                .isEmpty();
        assertThat(normalizer(Optional.empty(), contacts).notifications(json("{'kind': 'contact.created'}"), 20))
                .hasSize(1);
    }

    @Test
    void whatNoRowCanHoldIsLeftOut() {
        assertThat(objects(Optional.empty(), "{'kind': 'contact.created', 'object': {'id': 'a\\u0000'}, 'id': 'b'}"))
                .extracting(EventObject::objectId)
                .containsExactly("b");
    }

    private static Optional<?> identity(String post) {
        return normalizer(Optional.empty(), ALL)
                .notifications(json(post), 20)
                .getFirst()
                .identity();
    }

    private static List<EventObject> objects(Optional<JsonPointer> items, String post) {
        return normalizer(items, ALL).notifications(json(post), 20).stream()
                .flatMap(one -> one.objects().stream())
                .toList();
    }

    private static Normalizer normalizer(Optional<JsonPointer> items, ObjectChoice choice) {
        Webhooks webhooks = new Webhooks(
                Optional.empty(), items, at("/kind"), Optional.empty(), List.of(CREATED, ANY), Optional.empty());
        return new Normalizer(Optional.of(webhooks), choice, NOW);
    }

    private static JsonPointer at(String place) {
        return JsonPointer.compile(place);
    }

    private static JsonNode json(String text) {
        return Json.tree(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8), "test's post");
    }
}
