/** Runs of formulas: the journal that they survive by, the steps, their values, and what starts them. */
@NullMarked
package dev.valence.execution;

import org.jspecify.annotations.NullMarked;
