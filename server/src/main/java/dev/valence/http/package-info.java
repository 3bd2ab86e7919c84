/** The edge's vocabulary: the error body and the exception tree, request id, page and page token, CORS, limits, JSON settings. */
@NullMarked
package dev.valence.http;

import org.jspecify.annotations.NullMarked;
