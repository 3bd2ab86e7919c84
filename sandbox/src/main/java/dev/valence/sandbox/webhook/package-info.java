/** Outgoing webhooks of every provider: what was sent where, in which order, and how it ended. */
@NullMarked
package dev.valence.sandbox.webhook;

import org.jspecify.annotations.NullMarked;
