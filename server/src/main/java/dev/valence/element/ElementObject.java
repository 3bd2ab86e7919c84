package dev.valence.element;

/**
 * An object of the vendor that the element names.
 *
 * @param name as in paths; children of an object are written together in camel case, {@code channelsUsers}
 * @param eventsEnabled whether events about it can arrive
 */
public record ElementObject(long id, String name, boolean eventsEnabled) {}
