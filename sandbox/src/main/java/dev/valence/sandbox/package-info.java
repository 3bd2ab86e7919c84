/**
 * The simulated providers: one process, state in memory, no code of the server.
 *
 * <p>From the top: {@code control}, {@code gateway} and {@code webex}, {@code oauth} and {@code webhook}, {@code fault},
 * {@code http}; each uses what stands after it. A further provider is a package beside {@code webex} with one
 * {@link dev.valence.sandbox.http.Provider}, which the gateway finds and mounts by itself.
 */
@NullMarked
package dev.valence.sandbox;

import org.jspecify.annotations.NullMarked;
