/** What leaves the house: the outgoing HTTP clients, the address guard, time limits, retry. */
@NullMarked
package dev.valence.provider;

import org.jspecify.annotations.NullMarked;
