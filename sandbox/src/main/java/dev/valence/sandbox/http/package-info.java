/** What every simulated provider speaks: a call, a reply, a refusal, and the gateway between them and the network. */
@NullMarked
package dev.valence.sandbox.http;

import org.jspecify.annotations.NullMarked;
