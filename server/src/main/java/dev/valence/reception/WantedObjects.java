package dev.valence.reception;

import dev.valence.element.Element;
import dev.valence.event.EventObject;
import dev.valence.event.ObjectChoice;
import dev.valence.http.BadRequest;
import dev.valence.instance.Connection;
import dev.valence.mapping.MappedResources;
import dev.valence.mapping.Mappings;
import dev.valence.mapping.ObjectMapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * The objects that an instance hears of, which may be the application's own.
 *
 * @param choice by the names of the hub and of the vendor
 * @param own the application's name by the hub's, for those that were chosen by it
 */
record WantedObjects(ObjectChoice choice, Map<String, String> own) {
    /** What an instance has chosen; mappings are only looked at when it names something that the element does not know. */
    static WantedObjects of(Connection connection, Mappings mappings) {
        ObjectChoice choice = ObjectChoice.of(connection.configuration());
        if (choice.names().isEmpty() || known(connection.element(), choice)) {
            return new WantedObjects(choice, Map.of());
        }
        Map<String, String> own = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(choice.names());
        for (ObjectMapping mapping : mappings.of(connection).sequencedValues()) {
            if (choice.names().contains(mapping.name().toLowerCase(Locale.ROOT))) {
                String hubName = MappedResources.name(connection.element(), mapping);
                own.putIfAbsent(hubName, mapping.name());
                names.add(hubName.toLowerCase(Locale.ROOT));
            }
        }
        return new WantedObjects(new ObjectChoice(names), own);
    }

    /**
     * Checks that every chosen name is an object of the element that webhooks tell of, or one that is mapped to such an object.
     *
     * @throws BadRequest naming what is none
     */
    static void check(Connection connection, Mappings mappings) {
        ObjectChoice choice = ObjectChoice.of(connection.configuration());
        if (known(connection.element(), choice)) {
            return;
        }
        TreeSet<String> all = new TreeSet<>(Registrations.objects(connection.element()));
        mappings.of(connection).forEach((name, mapping) -> {
            if (all.contains(MappedResources.name(connection.element(), mapping))) {
                all.add(name);
            }
        });
        choice.requireAmong(all);
    }

    private static boolean known(Element element, ObjectChoice choice) {
        TreeSet<String> all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        all.addAll(Registrations.objects(element));
        return all.containsAll(choice.names());
    }

    /** The same objects, by the names that the application has chosen. */
    List<EventObject> named(List<EventObject> objects) {
        return own.isEmpty()
                ? objects
                : objects.stream()
                        .map(object -> own.containsKey(object.objectType())
                                ? new EventObject(
                                        own.get(object.objectType()),
                                        object.objectId(),
                                        object.eventType(),
                                        object.date())
                                : object)
                        .toList();
    }
}
