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
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The objects that an instance hears of, which may be the application's own.
 *
 * @param choice by the names of the hub and of the vendor
 * @param told the names that an object is told by, by the hub's name, for those that were chosen by a name of the application
 */
record WantedObjects(ObjectChoice choice, Map<String, Set<String>> told) {
    /** What an instance has chosen; mappings are only looked at when it names something that the element does not know. */
    static WantedObjects of(Connection connection, Mappings mappings) {
        ObjectChoice choice = ObjectChoice.of(connection.configuration());
        return choice.names().isEmpty() || known(connection.element(), choice)
                ? new WantedObjects(choice, Map.of())
                : of(connection.element(), choice, mappings.of(connection).sequencedValues());
    }

    static WantedObjects of(Element element, ObjectChoice choice, Collection<ObjectMapping> mappings) {
        Map<String, Set<String>> told = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(choice.names());
        for (ObjectMapping mapping : mappings) {
            if (choice.names().contains(mapping.name().toLowerCase(Locale.ROOT))) {
                String hubName = MappedResources.name(element, mapping);
                told.computeIfAbsent(hubName, any -> new LinkedHashSet<>()).add(mapping.name());
                names.add(hubName.toLowerCase(Locale.ROOT));
            }
        }
        told.forEach((hubName, chosen) -> {
            if (isChosen(element, choice, hubName)) {
                chosen.add(hubName);
            }
        });
        return new WantedObjects(new ObjectChoice(names), told);
    }

    /** Whether an object of the hub is chosen by its own name too, or by one of the vendor's. */
    private static boolean isChosen(Element element, ObjectChoice choice, String hubName) {
        return choice.names().contains(hubName.toLowerCase(Locale.ROOT))
                || element.webhooks().stream()
                        .flatMap(webhooks -> webhooks.events().stream())
                        .anyMatch(rule -> rule.objectType().equals(hubName)
                                && choice.names().contains(rule.resource().toLowerCase(Locale.ROOT)));
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

    /** The same objects, by the names that the application has chosen; one that is chosen by several is told by each. */
    List<EventObject> named(List<EventObject> objects) {
        return told.isEmpty()
                ? objects
                : objects.stream()
                        .flatMap(object -> told.getOrDefault(object.objectType(), Set.of(object.objectType())).stream()
                                .map(name ->
                                        new EventObject(name, object.objectId(), object.eventType(), object.date())))
                        .toList();
    }
}
