package dev.valence.hub;

/** Whether the thread that runs a step may wait: a virtual thread may, an event loop may not. */
enum Waiting {
    ALLOWED,
    FORBIDDEN
}
