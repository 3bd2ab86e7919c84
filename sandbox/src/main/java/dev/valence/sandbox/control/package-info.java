/** The switches under /_sandbox, and the front page. */
@NullMarked
package dev.valence.sandbox.control;

import org.jspecify.annotations.NullMarked;
