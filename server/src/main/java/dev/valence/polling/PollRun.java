package dev.valence.polling;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One poll of one kind of object: reads what may have changed and hands it to the {@link PollWriter}.
 *
 * <p>It looks further back than the last poll went, by the provider's clock, because records become visible later than their
 * date says and clocks differ. What it sees twice is told apart by the noted state.
 */
final class PollRun {
    private static final Duration OVERLAP = Duration.ofMinutes(10);
    /** What a child's list answers when its parent went away meanwhile, or is closed to this user. */
    private static final List<Integer> GONE = List.of(403, 404);

    private final DuePoll due;
    private final PollPlan plan;
    private final RecordList list;
    private final PollWriter writer;
    private final Instant started;
    private final Instant since;

    private Optional<Instant> newest = Optional.empty();
    /** The page before, which is stored when it is known whether it is the last one. */
    private List<JsonNode> pending = List.of();

    PollRun(DuePoll due, PollPlan plan, RecordList list, PollWriter writer, Instant started) {
        this.due = due;
        this.plan = plan;
        this.list = list;
        this.writer = writer;
        this.started = started;
        this.since = due.checkpoint().minus(plan.delay()).minus(OVERLAP);
    }

    /**
     * Reads and stores.
     *
     * @throws PollFailure when the hub does not give a page; what was stored stays, and the checkpoint
     * @throws LostPoll when another process goes on
     */
    void run() {
        if (plan.parents().isPresent()) {
            ofParents(plan.parents().get());
        } else {
            ofParent("");
        }
        writer.complete(pending, checkpoint());
    }

    private void ofParents(PollPlan parents) {
        list.read(parents, "", since, page -> {
            for (JsonNode parent : page) {
                String id = Paths.find(parent, parents.idField()).asText();
                if (!id.isEmpty() && !isOld(parents, parent)) {
                    ofOneParent(id);
                }
            }
            return !ends(parents, page);
        });
    }

    private void ofOneParent(String id) {
        try {
            ofParent(id);
        } catch (PollFailure e) {
            if (!GONE.contains(e.status())) {
                throw e;
            }
        }
    }

    private void ofParent(String parent) {
        list.read(plan, parent, since, page -> {
            keep(page.stream()
                    .filter(found -> !isOld(plan, found) && !comesLater(found))
                    .toList());
            return !ends(plan, page);
        });
    }

    private void keep(List<JsonNode> page) {
        // A date in the future is one of a clock that goes wrong, and would hide what comes before it.
        page.stream()
                .flatMap(found -> plan.dates().last(found).stream())
                .filter(date -> !date.isAfter(started))
                .filter(date -> newest.isEmpty() || newest.get().isBefore(date))
                .max(Comparator.naturalOrder())
                .ifPresent(date -> newest = Optional.of(date));
        if (!pending.isEmpty()) {
            writer.store(pending);
        }
        pending = new ArrayList<>(page);
    }

    /** A record without the date that counts is never too old. */
    private boolean isOld(PollPlan of, JsonNode found) {
        Optional<Instant> date = switch (of.filter()) {
            case UPDATED -> of.dates().updated(found);
            case CREATED -> of.dates().created(found);
            case NONE -> of.newestFirst() ? of.dates().last(found) : Optional.<Instant>empty();
        };
        return date.filter(since::isAfter).isPresent();
    }

    private boolean comesLater(JsonNode found) {
        return plan.onlyUntilNow()
                && plan.dates().last(found).filter(started::isBefore).isPresent();
    }

    private boolean ends(PollPlan of, List<JsonNode> page) {
        return of.newestFirst() && !page.isEmpty() && isOld(of, page.getLast());
    }

    /** It never goes back. */
    private Instant checkpoint() {
        if (plan.dates().none()) {
            return started;
        }
        return newest.filter(date -> date.isAfter(due.checkpoint())).orElse(due.checkpoint());
    }
}
