package dev.valence.execution;

/**
 * A mail that a step asks for.
 *
 * @param to addresses, separated by commas; empty: those that the formula instance names for notifications
 */
record Mail(String to, String subject, String text) {}
