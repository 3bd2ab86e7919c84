package dev.valence.polling;

import dev.valence.event.Identity;
import dev.valence.event.Receiver;
import dev.valence.store.Database;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** When each kind of object of an instance is to be polled; one process takes each. */
@Singleton
class Polls {
    /** A dead process's polls are another's after so long; a living one renews them. */
    private static final Duration LEASE = Duration.ofSeconds(30);
    /** How far back the first look goes, so that clocks that differ do no harm; it only takes note. */
    private static final Duration FIRST_LOOK = Duration.ofDays(1);

    private static final String OF_THIS = " where instance_id = :instance and object_type = :object and owner = :owner";

    private final Jdbi jdbi;
    private final Clock clock;

    @Inject
    Polls(Database database, Clock clock) {
        this(database.jdbi(), clock);
    }

    Polls(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** The polls of an instance are these and no others; those that failed are tried at once. */
    void set(long instanceId, PollConfiguration configuration) {
        List<String> objects =
                configuration.plans().stream().map(PollPlan::objectType).toList();
        jdbi.useTransaction(handle -> {
            handle.createUpdate("delete from poll where instance_id = :id and object_type <> all(:objects)")
                    .bind("id", instanceId)
                    .bindArray("objects", String.class, objects)
                    .execute();
            handle.createUpdate("""
                            insert into poll (instance_id, object_type, next_at, added_at, rule, checkpoint)
                            select i.id, p.object, :now, :now, p.rule, :checkpoint
                            from instance i, unnest(:objects, :rules) p (object, rule) where i.id = :id
                            on conflict (instance_id, object_type) do update set next_at = :now
                            where poll.owner is null and (poll.failures > 0 or poll.next_at > :latest)""")
                    .bind("id", instanceId)
                    .bind("now", at(clock.instant()))
                    .bind("latest", at(clock.instant().plus(configuration.interval())))
                    .bind("checkpoint", at(clock.instant().minus(FIRST_LOOK)))
                    .bindArray("objects", String.class, objects)
                    .bindArray(
                            "rules",
                            UUID.class,
                            configuration.plans().stream()
                                    .map(plan -> plan.rule().value())
                                    .toList())
                    .execute();
        });
    }

    /** Ends all polls of an instance. */
    void end(long instanceId) {
        jdbi.useHandle(handle -> handle.createUpdate("delete from poll where instance_id = :id")
                .bind("id", instanceId)
                .execute());
    }

    /** Ends one poll that is ours. */
    void end(DuePoll due) {
        jdbi.useHandle(handle -> ofThis(handle, due, "delete from poll" + OF_THIS));
    }

    /** Asks for all of an instance's objects now. */
    void hurry(long instanceId) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "update poll set next_at = :now where instance_id = :id and owner is null")
                .bind("id", instanceId)
                .bind("now", at(clock.instant()))
                .execute());
    }

    /** Polls whose time has come; they are this process's until it gives them back, or its lease ends. */
    List<DuePoll> take(int most) {
        return take("", -1, most);
    }

    /** Those of one instance. */
    List<DuePoll> takeOf(long instanceId) {
        return take("and instance_id = :id", instanceId, Integer.MAX_VALUE);
    }

    private List<DuePoll> take(String which, long instanceId, int most) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        update poll p set owner = gen_random_uuid(), next_at = :until
                        from (select instance_id, object_type from poll where next_at <= :now %s order by next_at
                            limit :most for update skip locked) due
                        where p.instance_id = due.instance_id and p.object_type = due.object_type
                        returning p.instance_id, p.object_type, p.owner, p.added_at, p.rule, p.primed, p.checkpoint,
                            p.failures""".formatted(which))
                .bindMap(instanceId < 0 ? Map.of() : Map.of("id", instanceId))
                .bind("until", at(clock.instant().plus(LEASE)))
                .bind("now", at(clock.instant()))
                .bind("most", most)
                .map((row, context) -> due(row))
                .list());
    }

    private static DuePoll due(ResultSet row) throws SQLException {
        return new DuePoll(
                row.getLong("instance_id"),
                row.getString("object_type"),
                row.getObject("owner", UUID.class),
                row.getObject("added_at", OffsetDateTime.class).toInstant(),
                new Identity(row.getObject("rule", UUID.class)),
                row.getBoolean("primed"),
                row.getObject("checkpoint", OffsetDateTime.class).toInstant(),
                row.getInt("failures"));
    }

    /**
     * Renews the lease in the handle's transaction, which then nobody else's can get ahead of.
     *
     * @throws LostPoll when the poll is another's by now
     */
    void hold(Handle handle, DuePoll due) {
        int held = handle.createUpdate("update poll set next_at = :until" + OF_THIS)
                .bind("until", at(clock.instant().plus(LEASE)))
                .bind("instance", due.instanceId())
                .bind("object", due.objectType())
                .bind("owner", due.owner())
                .execute();
        if (held == 0) {
            throw new LostPoll(due);
        }
    }

    /** Renews the leases of polls that go on. */
    void renew(Collection<DuePoll> running) {
        jdbi.useHandle(handle -> handle.createUpdate("update poll set next_at = :until where owner = any(:owners)")
                .bind("until", at(clock.instant().plus(LEASE)))
                .bindArray(
                        "owners",
                        UUID.class,
                        running.stream().map(DuePoll::owner).toList())
                .execute());
    }

    /** The poll is complete; written in the transaction that stores its last events. */
    void complete(
            Handle handle, DuePoll due, Identity rule, Instant checkpoint, int found, String notice, Duration next) {
        handle.createUpdate("""
                        update poll set owner = null, primed = true, failures = 0, rule = :rule, checkpoint = :checkpoint,
                            found = :found, last_at = :now, next_at = :next, notice = nullif(:notice, '')""" + OF_THIS)
                .bind("rule", rule.value())
                .bind("checkpoint", at(checkpoint))
                .bind("found", found)
                .bind("notice", notice)
                .bind("now", at(clock.instant()))
                .bind("next", at(clock.instant().plus(next)))
                .bind("instance", due.instanceId())
                .bind("object", due.objectType())
                .bind("owner", due.owner())
                .execute();
    }

    /** The poll did not get through; what it had stored stays. */
    void failed(DuePoll due, String notice, Duration wait) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "update poll set owner = null, failures = failures + 1, notice = :notice, next_at = :next"
                                + OF_THIS)
                .bind("notice", notice)
                .bind("next", at(clock.instant().plus(wait)))
                .bind("instance", due.instanceId())
                .bind("object", due.objectType())
                .bind("owner", due.owner())
                .execute());
    }

    /** Gives the poll back as it was. */
    void rest(DuePoll due, Duration wait) {
        jdbi.useHandle(handle -> handle.createUpdate("update poll set owner = null, next_at = :next" + OF_THIS)
                .bind("next", at(clock.instant().plus(wait)))
                .bind("instance", due.instanceId())
                .bind("object", due.objectType())
                .bind("owner", due.owner())
                .execute());
    }

    /**
     * Instances that receive events and have a poller's configuration, but no poll: a process that died before it made them
     * leaves such. Whether they are polled at all is for the caller to look at.
     */
    List<Long> missing() {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select c.instance_id from instance_configuration c
                        where c.key in (:configuration, :urls) and c.value <> ''
                            and exists (select from instance_configuration e where e.instance_id = c.instance_id
                                and e.key = :enabled and lower(e.value) = 'true')
                            and not exists (select from poll p where p.instance_id = c.instance_id)
                        limit 1000""")
                .bind("configuration", PollConfiguration.CONFIGURATION)
                .bind("urls", PollConfiguration.URLS)
                .bind("enabled", Receiver.ENABLED)
                .mapTo(Long.class)
                .list());
    }

    private static void ofThis(Handle handle, DuePoll due, String sql) {
        handle.createUpdate(sql)
                .bind("instance", due.instanceId())
                .bind("object", due.objectType())
                .bind("owner", due.owner())
                .execute();
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
