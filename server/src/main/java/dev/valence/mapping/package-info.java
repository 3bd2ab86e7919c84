/** An application's own objects: their definitions, and how they are mapped to a provider's objects and back. */
@NullMarked
package dev.valence.mapping;

import org.jspecify.annotations.NullMarked;
