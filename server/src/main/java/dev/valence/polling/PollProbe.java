package dev.valence.polling;

import dev.valence.http.ApiException;
import dev.valence.http.BadRequest;
import dev.valence.hub.HubCalls;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** Asks for the beginning of each list once, to find out whether a configuration can be polled by at all. */
@Singleton
class PollProbe {
    private final HubCalls hub;
    private final Clock clock;

    PollProbe(HubCalls hub, Clock clock) {
        this.hub = hub;
        this.clock = clock;
    }

    /**
     * Tries every list, of lists that belong to an object that of the objects.
     *
     * @throws BadRequest when what is asked for is wrong or not allowed, so that asking again cannot help; trouble that may
     *     pass is no reason
     */
    void require(long instanceId, PollConfiguration configuration) {
        for (PollPlan plan : configuration.plans()) {
            read(instanceId, plan.parents().orElse(plan))
                    .filter(PollFailure::lasts)
                    .ifPresent(failure -> {
                        throw new BadRequest("The provider cannot be polled for " + plan.objectType()
                                + " with this configuration: " + failure.reason());
                    });
        }
    }

    private Optional<PollFailure> read(long instanceId, PollPlan plan) {
        try {
            new RecordList(hub, clock, instanceId).read(plan, "", clock.instant(), page -> false);
            return Optional.empty();
        } catch (PollFailure e) {
            return Optional.of(e);
        } catch (ApiException e) {
            return Optional.of(new PollFailure(e.status(), String.valueOf(e.getMessage()), Optional.empty()));
        }
    }
}
