package dev.valence.reception;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.element.Catalog;
import dev.valence.element.Element;
import dev.valence.element.ProviderUrls;
import dev.valence.event.EventObject;
import dev.valence.event.ObjectChoice;
import dev.valence.mapping.ObjectMapping;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WantedObjectsTest {
    private static final Element ELEMENT = new Catalog(ProviderUrls.none()).require("ciscospark");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            room               | room
            channels,room      | room,channels
            hall,room          | room,hall
            rooms,room         | room,channels
            hall,Channels,room | room,hall,channels
            """)
    void anObjectIsToldByEachNameThatWasChosen(String chosen, String told) {
        List<String> names = List.of(chosen.toLowerCase(Locale.ROOT).split(",", -1));
        WantedObjects wanted = WantedObjects.of(
                ELEMENT, new ObjectChoice(names), List.of(mapping("room"), mapping("hall"), mapping("other")));
        EventObject happened = new EventObject("channels", "7", "CREATED", Instant.EPOCH);
        EventObject another = new EventObject("messages", "8", "CREATED", Instant.EPOCH);
        assertThat(wanted.choice().wants("channels", "rooms")).isTrue();
        assertThat(wanted.named(List.of(happened)))
                .extracting(EventObject::objectType)
                .containsExactly(told.split(",", -1));
        assertThat(wanted.named(List.of(another))).containsExactly(another);
    }

    private static ObjectMapping mapping(String name) {
        return new ObjectMapping(
                name,
                "channels",
                List.of(),
                true,
                true,
                false,
                Set.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }
}
