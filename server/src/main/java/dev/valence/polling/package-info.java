/** Events on their way in by polling: asking a provider at intervals, finding what changed, and remembering how far that went. */
@NullMarked
package dev.valence.polling;

import org.jspecify.annotations.NullMarked;
