package dev.valence.element;

import java.util.List;

/**
 * A partial update at a vendor that only knows full ones: the object is read, {@code keep} is taken from it, the
 * caller's body is merged on top (RFC 7396, but a {@code null} is sent), and the result is sent.
 *
 * @param vendorMethod verb of the read
 * @param vendorPath path of the read, with the same variables as the resource's own
 * @param keep top-level members that are carried over from what was read
 */
public record ReadMerge(String vendorMethod, String vendorPath, List<String> keep) {}
