/** Authorization codes and tokens as every OAuth provider keeps them; the wire form is each provider's own. */
@NullMarked
package dev.valence.sandbox.oauth;

import org.jspecify.annotations.NullMarked;
