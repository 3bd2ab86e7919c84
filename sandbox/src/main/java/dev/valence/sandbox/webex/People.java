package dev.valence.sandbox.webex;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Everybody, found by id and by e-mail address, in the order of their creation. */
final class People {
    private final Map<UUID, Person> byId = new HashMap<>();
    private final Map<String, Person> byEmail = new HashMap<>();
    final Shelf<Person> order = Shelf.oldestFirst(person -> Key.of(person.created, person.uuid));

    void add(Person person) {
        byId.put(person.uuid, person);
        byEmail.put(person.email, person);
        order.put(person);
    }

    void remove(Person person) {
        byId.remove(person.uuid);
        byEmail.remove(person.email);
        order.take(person);
    }

    Optional<Person> find(UUID uuid) {
        return Optional.ofNullable(byId.get(uuid));
    }

    Optional<Person> byEmail(String email) {
        return Optional.ofNullable(byEmail.get(email.toLowerCase(Locale.ROOT)));
    }

    void readdress(Person person, String email) {
        byEmail.remove(person.email);
        person.email = email.toLowerCase(Locale.ROOT);
        byEmail.put(person.email, person);
    }

    List<Person> holders(License license) {
        return order.all().stream()
                .filter(person -> person.licenses.contains(license.id()))
                .toList();
    }

    /** Whether one more person can have the licence. */
    boolean hasUnit(License license) {
        return holders(license).size() < license.totalUnits();
    }

    Collection<Person> all() {
        return order.all();
    }

    void clear() {
        byId.clear();
        byEmail.clear();
        order.clear();
    }
}
