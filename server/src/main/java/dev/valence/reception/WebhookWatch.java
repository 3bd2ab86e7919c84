package dev.valence.reception;

import dev.valence.event.Receiver;
import dev.valence.store.Database;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** When each instance's webhooks are to be looked at; one process takes each. */
@Singleton
class WebhookWatch {
    private final Jdbi jdbi;
    private final Clock clock;
    private final Duration interval;

    @Inject
    WebhookWatch(
            Database database,
            Clock clock,
            @ConfigProperty(name = "valence.events.reconcile-interval") Duration interval) {
        this.jdbi = database.jdbi();
        this.clock = clock;
        this.interval = interval;
    }

    Duration interval() {
        return interval;
    }

    /** From now on the instance is looked at, the first time after one interval. */
    void add(long instanceId) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into webhook_watch (instance_id, next_at) select id, :next from instance where id = :id
                        on conflict do nothing""")
                .bind("id", instanceId)
                .bind("next", next())
                .execute());
    }

    /**
     * Adds those that are missing, as of an instance whose process died before it could: the truth is the configuration.
     * What is not by webhook after all is passed over when its time comes.
     */
    void addMissing() {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into webhook_watch (instance_id, next_at)
                        select instance_id, :now from instance_configuration where key = :enabled and lower(value) = 'true'
                        on conflict do nothing""")
                .bind("now", OffsetDateTime.now(clock))
                .bind("enabled", Receiver.ENABLED)
                .execute());
    }

    void remove(long instanceId) {
        jdbi.useHandle(handle -> handle.createUpdate("delete from webhook_watch where instance_id = :id")
                .bind("id", instanceId)
                .execute());
    }

    /** Instances whose time has come; they are this process's until the next time. */
    List<Long> take(int most) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        update webhook_watch w set next_at = :next
                        from (select instance_id from webhook_watch where next_at <= :now order by next_at
                            limit :most for update skip locked) due
                        where w.instance_id = due.instance_id returning w.instance_id""")
                .bind("next", next())
                .bind("now", OffsetDateTime.now(clock))
                .bind("most", most)
                .mapTo(Long.class)
                .list());
    }

    /** The look went well. */
    void worked(long instanceId) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update webhook_watch set failures = 0, told = false
                        where instance_id = :id and (failures > 0 or told)""").bind("id", instanceId).execute());
    }

    /**
     * The look failed, within the handle's transaction.
     *
     * @param enough failures in a row that are worth telling
     * @return whether the application is to be told now; once, until a look goes well
     */
    boolean failed(Handle handle, long instanceId, int enough) {
        return handle.createQuery("""
                        with before as (select told from webhook_watch where instance_id = :id for update)
                        update webhook_watch w set failures = w.failures + 1, told = w.told or w.failures + 1 >= :enough
                        from before where w.instance_id = :id returning w.told and not before.told""")
                .bind("id", instanceId)
                .bind("enough", enough)
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false);
    }

    /** Spread, so that what was put up together is not looked at together for ever. */
    private OffsetDateTime next() {
        double factor = 0.9 + ThreadLocalRandom.current().nextDouble() * 0.2;
        return OffsetDateTime.now(clock).plus(Duration.ofMillis(Math.round(interval.toMillis() * factor)));
    }
}
