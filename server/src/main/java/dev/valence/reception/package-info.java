/** Events on their way in by webhook: the provider's post, its signature, its registration and its watch. */
@NullMarked
package dev.valence.reception;

import org.jspecify.annotations.NullMarked;
