/** Events on their way out: endpoints, the signed post, retries, circuits, what became of each delivery, and replay. */
@NullMarked
package dev.valence.delivery;

import org.jspecify.annotations.NullMarked;
