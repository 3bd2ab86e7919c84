package dev.valence.reception;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.credential.SettableClock;
import dev.valence.tenant.TestTenant;
import dev.valence.vault.TestVault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

class WebhookWatchTest {
    private static final Duration INTERVAL = Duration.ofMinutes(15);

    private final Jdbi jdbi = TestTenant.create().jdbi();
    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-15T09:30:00Z"));
    private final WebhookWatch watch = new WebhookWatch(TestVault.database(jdbi), clock, INTERVAL);

    /** As after a kill between the commit of an instance and the registration of its webhooks. */
    @Test
    void anInstanceThatWasLeftOutIsFoundByItsConfiguration() {
        long left = instance("true");
        instance("false");
        assertThat(watch.take(10)).isEmpty();
        watch.addMissing();
        assertThat(watch.take(10)).containsExactly(left);
        watch.addMissing();
        assertThat(watch.take(10)).as("taken until its next time").isEmpty();
        clock.advance(INTERVAL.multipliedBy(2));
        assertThat(watch.take(10)).containsExactly(left);
    }

    private long instance(String enabled) {
        long id = jdbi.withHandle(handle -> handle.createQuery("""
                        insert into instance (organization_id, account_id, user_id, element_id, element_key, name, tags,
                            token_sealed, token_hash, external_authentication, created_at, updated_at)
                        select a.organization_id, a.id, u.id, 1, 'ciscospark', 'Events', '{}', '', :hash, 'none', now(), now()
                        from users u join account a on a.id = u.account_id where u.email = :email returning id""")
                .bind("hash", enabled.getBytes(StandardCharsets.UTF_8))
                .bind("email", TestTenant.EMAIL)
                .mapTo(Long.class)
                .one());
        jdbi.useHandle(handle -> handle.createUpdate("insert into instance_configuration (instance_id, key, value)"
                        + " values (:id, 'event.notification.enabled', :enabled)")
                .bind("id", id)
                .bind("enabled", enabled)
                .execute());
        return id;
    }
}
