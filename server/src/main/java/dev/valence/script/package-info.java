/** Tenants' JavaScript: run in worker processes that may die, with limits of time, memory and size. */
@NullMarked
package dev.valence.script;

import org.jspecify.annotations.NullMarked;
