package dev.valence.tenant;

import dev.valence.http.TooManyRequests;
import dev.valence.vault.Vault;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.jdbi.v3.core.Jdbi;

/**
 * Bounds how often a password is guessed, over all server processes: a subject (an e-mail, a user, an address) has a
 * number of failures in five minutes. An attempt is counted before the password is looked at, so that many at once are
 * no way around.
 */
final class LoginAttempts {
    static final Duration WINDOW = Duration.ofMinutes(5);
    /** A person who tries all passwords it ever had needs fewer. */
    static final int PER_USER = 10;
    /** Many people may share an address. */
    static final int PER_ADDRESS = 50;

    private record Count(int failures, OffsetDateTime since) {}

    private final Jdbi jdbi;
    private final Vault vault;
    private final Clock clock;

    LoginAttempts(Jdbi jdbi, Vault vault, Clock clock) {
        this.jdbi = jdbi;
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * Counts an attempt as failed until {@link #forgive} or {@link #forget} says otherwise.
     *
     * @throws TooManyRequests when the subject has no more attempts for now
     */
    void count(String subject, int most) {
        OffsetDateTime now = OffsetDateTime.now(clock);
        Count count = jdbi.withHandle(handle -> handle.createQuery("""
                        insert into login_attempt (subject_hash, failures, since) values (:subject, 1, :now)
                        on conflict (subject_hash) do update set
                            failures = case when login_attempt.since <= :old then 1
                                else least(login_attempt.failures, 1000000) + 1 end,
                            since = case when login_attempt.since <= :old then :now else login_attempt.since end
                        returning failures, since""")
                .bind("subject", vault.lookupHash(subject))
                .bind("now", now)
                .bind("old", now.minus(WINDOW))
                .map((row, context) -> new Count(row.getInt("failures"), row.getObject("since", OffsetDateTime.class)))
                .one());
        if (count.failures() > most) {
            Duration wait = Duration.between(now, count.since().plus(WINDOW));
            throw new TooManyRequests(
                    "Too many wrong passwords; wait " + Math.max(1, wait.toMinutes() + 1) + " min and try again", wait);
        }
    }

    /** The attempt was right; earlier failures still count. */
    void forgive(String subject) {
        change("update login_attempt set failures = greatest(failures - 1, 0) where subject_hash = :subject", subject);
    }

    /** The attempt was right, and shows that the earlier ones were only slips. */
    void forget(String subject) {
        change("delete from login_attempt where subject_hash = :subject", subject);
    }

    /** Throws away what counts no more. */
    void sweep() {
        jdbi.useHandle(handle -> handle.createUpdate("delete from login_attempt where since <= :old")
                .bind("old", OffsetDateTime.now(clock).minus(WINDOW))
                .execute());
    }

    private void change(String sql, String subject) {
        jdbi.useHandle(handle -> handle.createUpdate(sql)
                .bind("subject", vault.lookupHash(subject))
                .execute());
    }
}
