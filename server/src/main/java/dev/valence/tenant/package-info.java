/** Organizations, accounts, users; log-in; the user and organization credentials of a request. */
@NullMarked
package dev.valence.tenant;

import org.jspecify.annotations.NullMarked;
