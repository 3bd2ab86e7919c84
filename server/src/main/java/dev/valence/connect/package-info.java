/** Ways through a browser to a connected account: the console's connect flow, and the button embedded in other pages. */
@NullMarked
package dev.valence.connect;

import org.jspecify.annotations.NullMarked;
