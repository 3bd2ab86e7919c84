/**
 * End-to-end tests: the packaged server and sandbox as processes of their own, spoken to over HTTP alone.
 *
 * <p>{@link dev.valence.e2e.Platform} starts one of each for a whole test run; a test that stops, kills or configures
 * a server starts its own.
 */
@NullMarked
package dev.valence.e2e;

import org.jspecify.annotations.NullMarked;
