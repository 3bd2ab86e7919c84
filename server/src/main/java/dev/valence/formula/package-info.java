/** Formulas (workflow templates), their instances, what starts these, and the schedules among them as jobs. */
@NullMarked
package dev.valence.formula;

import org.jspecify.annotations.NullMarked;
