/** Misbehaviour on demand: faults, the rate limit, the settable clock and the record of calls. */
@NullMarked
package dev.valence.sandbox.fault;

import org.jspecify.annotations.NullMarked;
