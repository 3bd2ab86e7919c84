/** The way from the network to a provider and back, with faults, rate limit and call record on it. */
@NullMarked
package dev.valence.sandbox.gateway;

import org.jspecify.annotations.NullMarked;
