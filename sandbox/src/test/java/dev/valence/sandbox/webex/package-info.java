/** The simulated Webex from within. */
@NullMarked
package dev.valence.sandbox.webex;

import org.jspecify.annotations.NullMarked;
