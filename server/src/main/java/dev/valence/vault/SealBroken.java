package dev.valence.vault;

/**
 * A stored secret does not decrypt: it was changed, moved from another row, or belongs to a key that is gone. The
 * message names the place and never the content.
 */
public final class SealBroken extends RuntimeException {
    SealBroken(RowIdentity row, Throwable cause) {
        super(
                "The secret in " + row + " does not decrypt: it was altered, copied from elsewhere, or its key is gone."
                        + " Restore the row from a backup or enter the secret again.",
                cause);
    }
}
