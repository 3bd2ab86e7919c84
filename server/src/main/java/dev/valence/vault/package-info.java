/** Envelope encryption: the master key, one data key per organization, keyed hashes for look-ups. */
@NullMarked
package dev.valence.vault;

import org.jspecify.annotations.NullMarked;
