package dev.valence.event;

import dev.valence.http.BadRequest;
import dev.valence.instance.Configuration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The objects that an instance wants to hear of ({@code event.objects}).
 *
 * @param names the hub's or the vendor's, in lower case; empty for all
 */
public record ObjectChoice(List<String> names) {
    public static final String KEY = "event.objects";

    public static ObjectChoice of(Configuration configuration) {
        return new ObjectChoice(configuration.get(KEY).stream()
                .flatMap(text -> Arrays.stream(text.split(",", -1)))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .toList());
    }

    /**
     * Checks that every name is one of these.
     *
     * @throws BadRequest naming what is none
     */
    public void requireAmong(Collection<String> known) {
        Set<String> all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        all.addAll(known);
        names.stream().filter(name -> !all.contains(name)).findFirst().ifPresent(name -> {
            throw new BadRequest(KEY + " has '" + name + "', of which there are no events; the objects are "
                    + String.join(", ", all) + ", separated by commas, and no text means all");
        });
    }

    /** Whether it wants an object, by its name in the hub or at the vendor. */
    public boolean wants(String objectType, String resource) {
        return names.isEmpty()
                || names.contains(objectType.toLowerCase(Locale.ROOT))
                || names.contains(resource.toLowerCase(Locale.ROOT));
    }
}
