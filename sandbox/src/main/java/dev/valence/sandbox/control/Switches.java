package dev.valence.sandbox.control;

import dev.valence.sandbox.http.PathTable;
import dev.valence.sandbox.http.Reply;
import java.util.function.Function;

/** A group of switches that takes its place in the control API. */
interface Switches {
    void publish(PathTable<Function<Request, Reply>> table);
}
