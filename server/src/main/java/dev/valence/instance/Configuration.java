package dev.valence.instance;

import dev.valence.element.ConfigurationEntry;
import dev.valence.element.Element;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The configuration an instance works with: what it was given, else what its element says.
 *
 * @param element the element whose defaults apply
 * @param own values given for this instance, by key
 */
public record Configuration(Element element, Map<String, String> own) {

    public Configuration {
        own = Map.copyOf(own);
    }

    /** The configuration of a stored instance. */
    public static Configuration of(Element element, Instance instance) {
        Map<String, String> own = new LinkedHashMap<>();
        instance.settings().forEach((key, setting) -> setting.value().ifPresent(value -> own.put(key, value)));
        return new Configuration(element, own);
    }

    /** The value in force; empty text counts as none. */
    public Optional<String> get(String key) {
        return Optional.ofNullable(own.get(key))
                .or(() -> element.defaultOf(key))
                .filter(value -> !value.isEmpty());
    }

    /** The value in force as a switch; anything but {@code true} is off. */
    public boolean isOn(String key) {
        return get(key).map(value -> value.equalsIgnoreCase("true")).orElse(false);
    }

    /** This configuration with changes on top; an empty Optional takes the own value away. */
    public Configuration with(Map<String, Optional<String>> changes) {
        Map<String, String> merged = new LinkedHashMap<>(own);
        changes.forEach((key, value) -> value.ifPresentOrElse(text -> merged.put(key, text), () -> merged.remove(key)));
        return new Configuration(element, merged);
    }

    /** Every declared or given key with the value in force, in the element's order; absent values included. */
    public SequencedMap<String, Optional<String>> all() {
        SequencedMap<String, Optional<String>> all = new LinkedHashMap<>();
        for (ConfigurationEntry entry : element.configuration().sequencedValues()) {
            all.put(entry.key(), get(entry.key()));
        }
        own.keySet().stream().sorted().forEach(key -> all.putIfAbsent(key, get(key)));
        return all;
    }

    /** Keys only: values may be secrets. */
    @Override
    public String toString() {
        return "Configuration[" + element.key() + ", own " + own.keySet() + "]";
    }
}
