package dev.valence.formula;

/**
 * Where a formula answers as a resource.
 *
 * @param uri begins with a slash and ends without one
 * @param method in capitals
 */
public record ApiAddress(String uri, String method) {}
