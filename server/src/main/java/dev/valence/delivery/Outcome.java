package dev.valence.delivery;

/** An attempt that was made, and what it means. */
record Outcome(DueDelivery delivery, Attempt attempt, Verdict verdict) {}
