package dev.valence.element;

import java.util.Optional;

/**
 * One entry of an element's configuration: what an instance may or must set.
 *
 * @param key unique in the element
 * @param name label in forms
 * @param defaultValue the value of an instance that sets none; always text, also for booleans and numbers
 * @param required provisioning without value and default is refused
 * @param internal kept by the platform, not asked from the user
 * @param displayOrder place in forms, from 1; event keys use 100 to 104
 */
public record ConfigurationEntry(
        long id,
        String key,
        String name,
        Optional<String> description,
        ConfigurationType type,
        Optional<String> defaultValue,
        boolean required,
        boolean internal,
        boolean hideFromConsole,
        int displayOrder,
        boolean active) {

    /** Whether values are secrets. */
    public boolean secret() {
        return type == ConfigurationType.PASSWORD;
    }

    /** Key and type only, because a default may be a secret. */
    @Override
    public String toString() {
        return "ConfigurationEntry[" + key + ", " + type + "]";
    }
}
