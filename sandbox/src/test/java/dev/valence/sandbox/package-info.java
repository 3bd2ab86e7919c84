/** The sandbox over real HTTP. */
@NullMarked
package dev.valence.sandbox;

import org.jspecify.annotations.NullMarked;
