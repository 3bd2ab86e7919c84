/** The element model, the catalog of connectors, and the API documents made from it. */
@NullMarked
package dev.valence.element;

import org.jspecify.annotations.NullMarked;
