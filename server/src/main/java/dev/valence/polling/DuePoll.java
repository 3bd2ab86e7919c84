package dev.valence.polling;

import dev.valence.event.Identity;
import java.time.Instant;
import java.util.UUID;

/**
 * A poll that this process has taken.
 *
 * @param owner what the row has while it is ours
 * @param rule by which the noted records were compared
 * @param primed whether what was there at the beginning has been noted
 * @param checkpoint how far the provider's records are known
 */
record DuePoll(
        long instanceId,
        String objectType,
        UUID owner,
        Instant addedAt,
        Identity rule,
        boolean primed,
        Instant checkpoint,
        int failures) {

    @Override
    public String toString() {
        return "the poll of " + objectType + " of instance " + instanceId;
    }
}
