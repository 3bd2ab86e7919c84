package dev.valence.sandbox.webex;

import dev.valence.sandbox.http.PathTable;

/** A resource that takes its place in the table of paths. */
interface Endpoint {
    void publish(PathTable<Operation> table);
}
