/** The credentials of an instance at its provider: code exchange, refresh under a lease. */
@NullMarked
package dev.valence.credential;

import org.jspecify.annotations.NullMarked;
