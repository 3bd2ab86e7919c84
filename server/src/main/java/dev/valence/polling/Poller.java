package dev.valence.polling;

import dev.valence.event.EventSwitch;
import dev.valence.event.Journal;
import dev.valence.http.ApiException;
import dev.valence.hub.HubCalls;
import dev.valence.instance.Connection;
import dev.valence.instance.Connections;
import dev.valence.store.Database;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/** Runs polls that are due, and says when each comes again. */
@Singleton
class Poller {
    private static final Logger LOG = Logger.getLogger(Poller.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    /** How long a switched-off instance is left alone. */
    private static final Duration REST = Duration.ofMinutes(5);

    private final Jdbi jdbi;
    private final Polls polls;
    private final Connections connections;
    private final HubCalls hub;
    private final Journal journal;
    private final Clock clock;

    Poller(Database database, Polls polls, Connections connections, HubCalls hub, Journal journal, Clock clock) {
        this.jdbi = database.jdbi();
        this.polls = polls;
        this.connections = connections;
        this.hub = hub;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Runs a poll to its end and gives it back; never fails.
     *
     * @return why it did not get through
     */
    Optional<PollFailure> poll(DuePoll due) {
        try {
            Optional<Connection> connection =
                    connections.find(due.instanceId()).filter(found -> EventSwitch.byPolling(found.configuration()));
            if (connection.isEmpty()) {
                polls.end(due);
            } else if (connection.get().disabled()) {
                polls.rest(due, REST);
            } else {
                poll(due, connection.get());
            }
            return Optional.empty();
        } catch (LostPoll e) {
            LOG.debugf("%s", e.getMessage());
            return Optional.empty();
        } catch (PollFailure e) {
            return failed(due, e);
        } catch (ApiException e) {
            return failed(due, new PollFailure(e.status(), String.valueOf(e.getMessage()), Optional.empty()));
        } catch (RuntimeException e) {
            LOG.warnf(e, "%s was cut short and comes again", due);
            return failed(due, new PollFailure(0, "The server could not finish it; see its log", Optional.empty()));
        }
    }

    private void poll(DuePoll due, Connection connection) {
        PollConfiguration configuration = PollConfiguration.of(connection.configuration());
        Optional<PollPlan> plan = configuration.plan(due.objectType());
        if (plan.isEmpty()) {
            polls.end(due);
            return;
        }
        PollWriter writer =
                new PollWriter(jdbi, polls, journal, clock, due, plan.get(), spread(configuration.interval()));
        RecordList list = new RecordList(hub, clock, due.instanceId());
        new PollRun(due, plan.get(), list, writer, clock.instant()).run();
    }

    private Optional<PollFailure> failed(DuePoll due, PollFailure failure) {
        try {
            Duration backOff = FIRST_WAIT.multipliedBy(1L << Math.min(due.failures(), 10));
            Duration wait = backOff.compareTo(LONGEST_WAIT) < 0 ? backOff : LONGEST_WAIT;
            Duration asked = failure.retryAfter().orElse(Duration.ZERO);
            polls.failed(due, failure.reason(), spread(asked.compareTo(wait) < 0 ? wait : asked));
        } catch (RuntimeException e) {
            // The database is not there or the server stops: the lease ends, and somebody goes on.
            LOG.infof("%s could not be given back: %s", due, e.getMessage());
        }
        return Optional.of(failure);
    }

    /** Up to a tenth longer, so that what was made together is not asked for together for ever; never shorter. */
    private static Duration spread(Duration wait) {
        return wait.plusMillis(
                (long) (wait.toMillis() * 0.1 * ThreadLocalRandom.current().nextDouble()));
    }
}
