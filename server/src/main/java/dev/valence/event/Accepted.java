package dev.valence.event;

/**
 * What became of an event that was handed in: it is committed.
 *
 * @param eventId its id, or that of the event it repeats
 * @param repeated whether it had come before and was not stored again
 */
public record Accepted(long eventId, boolean repeated) {}
