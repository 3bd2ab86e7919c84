package dev.valence;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/**
 * Starts the server and waits for its end. What the user has to put right (see {@link dev.valence.store.StartupFailure})
 * ends the process with status 1 and one line.
 */
@QuarkusMain
public final class Main {
    private Main() {}

    public static void main(String... arguments) {
        Quarkus.run(arguments);
    }
}
