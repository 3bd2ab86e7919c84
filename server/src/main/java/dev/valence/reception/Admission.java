package dev.valence.reception;

import java.util.concurrent.CompletableFuture;

/** A post whose head names somebody who takes it, so that its body is worth reading. */
@FunctionalInterface
interface Admission {
    /**
     * Takes the body in.
     *
     * @return completes when all that it tells of is committed; with the text to answer, mostly none
     * @throws Refused when it is not taken, with nothing stored
     */
    CompletableFuture<String> take(byte[] body);
}
