/** The simulated providers: one process, state in memory, no code of the server. */
@NullMarked
package dev.valence.sandbox;

import org.jspecify.annotations.NullMarked;
