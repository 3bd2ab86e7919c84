package dev.valence.credential;

import java.util.Arrays;

/** Whether a credential works, as far as is known. */
public enum CredentialState {
    WORKING("working"),
    /** The provider refused a refresh; only a new consent of the user helps. */
    NEEDS_REAUTHENTICATION("needs re-authentication");

    private final String label;

    CredentialState(String label) {
        this.label = label;
    }

    /** The word in the database and in messages. */
    public String label() {
        return label;
    }

    static CredentialState labelled(String label) {
        return Arrays.stream(values())
                .filter(state -> state.label.equals(label))
                .findFirst()
                .orElseThrow();
    }
}
