/** What happened at a provider: the normalized event, the journal it is committed to, lists of it, its retention. */
@NullMarked
package dev.valence.event;

import org.jspecify.annotations.NullMarked;
