/**
 * Exchanges written from the provider's reference, one for each row of its tables, played against the running sandbox. The
 * text form is described in {@code src/test/resources/webex/README.md}.
 */
@NullMarked
package dev.valence.sandbox.pair;

import org.jspecify.annotations.NullMarked;
