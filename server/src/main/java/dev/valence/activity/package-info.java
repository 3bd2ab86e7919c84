/** What was done: the audit trail; usage records and traces join here. */
@NullMarked
package dev.valence.activity;

import org.jspecify.annotations.NullMarked;
