/** What was done: the audit trail, and the calls of instances with the steps they went through. */
@NullMarked
package dev.valence.activity;

import org.jspecify.annotations.NullMarked;
