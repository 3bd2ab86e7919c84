package dev.valence.credential;

import org.jdbi.v3.core.Handle;

/** Who wants to know that a provider takes an instance's tokens no more. */
public interface ConsentWatch {

    /**
     * The user has to consent again. Called once each time, within the transaction that says so in the database.
     *
     * @param words of the provider
     */
    void ended(Handle handle, long instanceId, String words);
}
