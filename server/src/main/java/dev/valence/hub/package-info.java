/** The path of a hub call: the request chain, CEQL, paging styles, routing between element and platform paths. */
@NullMarked
package dev.valence.hub;

import org.jspecify.annotations.NullMarked;
