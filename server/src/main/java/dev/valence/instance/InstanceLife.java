package dev.valence.instance;

import java.util.Map;
import java.util.Optional;

/** Who has something to do when an instance is made, changed or ends. */
public interface InstanceLife {

    /**
     * What is to be stored beside a configuration that is about to be stored; asks no provider.
     *
     * @param before the configuration until now; empty for a new instance
     * @return by key; an empty Optional takes the own value away
     * @throws dev.valence.http.BadRequest when the configuration cannot be worked with
     */
    Map<String, Optional<String>> additions(Optional<Configuration> before, Configuration after);

    /**
     * What is to be stored anew because somebody consents once more, who may be somebody else than before.
     *
     * @return by key, as for {@link #additions}
     */
    default Map<String, Optional<String>> renewals(Configuration before, Configuration after) {
        return Map.of();
    }

    /** New tokens are about to take the place of the instance's. Takes a bounded time and never fails. */
    default void replacing(Connection last) {}

    /**
     * An instance was made and stored, with its tokens. Comes before {@link #stored}, and may ask the provider and add to what is
     * there.
     *
     * @throws dev.valence.http.ApiException to have it deleted again
     */
    default void made(Connection now) {}

    /** An instance that was made is about to be deleted again, because somebody refused it. Takes a bounded time and never fails. */
    default void unmade(Connection last) {}

    /**
     * The instance was stored, with its tokens. May ask the provider and add to what is there; takes nothing away yet, because
     * somebody else may still refuse the change.
     *
     * @param before the configuration until now; empty for a new instance
     * @param consented whether new tokens came with this change
     * @throws dev.valence.http.ApiException to have the change undone; a new instance is deleted then
     */
    void stored(Optional<Configuration> before, Connection now, boolean consented);

    /** Nobody refused the change: what is not wanted any more goes now. Takes a bounded time and never fails. */
    default void settled(Optional<Configuration> before, Connection now, boolean consented) {}

    /** The instance is about to be deleted and its tokens with it. Takes a bounded time and never fails. */
    void ending(Connection last);
}
