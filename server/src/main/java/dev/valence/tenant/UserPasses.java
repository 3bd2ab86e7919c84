package dev.valence.tenant;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this process shows itself when it calls its own API for a user who is not there. Each is random, stands for one user, opens
 * nothing at another process, and ends with the call that it was made for; the user's own secrets are not read.
 */
@Singleton
public final class UserPasses {
    private final Map<String, Long> users = new ConcurrentHashMap<>();

    /** A pass; ends when it is closed. */
    public final class Pass implements AutoCloseable {
        private final String token;

        private Pass(String token) {
            this.token = token;
        }

        /** The header for a call. */
        public String authorization() {
            return "Session " + token;
        }

        @Override
        public void close() {
            users.remove(token);
        }
    }

    /** A pass that acts for this user. */
    public Pass issue(long userId) {
        String token = SecretText.urlSafe();
        users.put(token, userId);
        return new Pass(token);
    }

    /** The user whom a session's token stands for, when it is a pass. */
    Optional<Long> user(String token) {
        return Optional.ofNullable(users.get(token));
    }
}
