package dev.valence.polling;

import dev.valence.event.EventSwitch;
import dev.valence.event.ObjectChoice;
import dev.valence.instance.Configuration;
import dev.valence.instance.Connection;
import dev.valence.instance.InstanceLife;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Begins to poll when an instance's events are switched on, and ends it when they are switched off. */
@Singleton
class PollLife implements InstanceLife {
    /** How long a caller waits for the first look, which only takes note of what is there. */
    private static final Duration FIRST_LOOK = Duration.ofSeconds(10);

    /** What decides which lists are read, and how. */
    private static final List<String> KEYS = List.of(
            PollConfiguration.CONFIGURATION, PollConfiguration.URLS, PollConfiguration.INTERVAL, ObjectChoice.KEY);

    private final Polls polls;
    private final PollSweep sweep;
    private final PollProbe probe;

    PollLife(Polls polls, PollSweep sweep, PollProbe probe) {
        this.probe = probe;
        this.polls = polls;
        this.sweep = sweep;
    }

    /** An instance keeps the configuration that it began with, whatever becomes of its element. */
    @Override
    public Map<String, Optional<String>> additions(Optional<Configuration> before, Configuration after) {
        if (!EventSwitch.byPolling(after)) {
            return Map.of();
        }
        Map<String, Optional<String>> more = new LinkedHashMap<>();
        Optional<String> urls = after.get(PollConfiguration.URLS);
        boolean newUrls = urls.isPresent()
                && before.isPresent()
                && !before.get().get(PollConfiguration.URLS).equals(urls)
                && own(before.get()).equals(own(after));
        if (newUrls && own(after).isPresent()) {
            more.put(PollConfiguration.CONFIGURATION, Optional.empty());
        } else if (urls.isEmpty() && own(after).isEmpty()) {
            PollConfiguration.usual(after.element())
                    .ifPresent(json -> more.put(PollConfiguration.CONFIGURATION, Optional.of(json.toString())));
        }
        PollConfiguration.of(after.with(more));
        return more;
    }

    /** Tries the lists out before anything of the former polls is given up. */
    @Override
    public void stored(Optional<Configuration> before, Connection now, boolean consented) {
        if (EventSwitch.byPolling(now.configuration()) && !now.disabled() && (consented || changed(before, now))) {
            probe.require(now.instanceId(), PollConfiguration.of(now.configuration()));
        }
    }

    @Override
    public void settled(Optional<Configuration> before, Connection now, boolean consented) {
        if (!EventSwitch.byPolling(now.configuration())) {
            polls.end(now.instanceId());
        } else if (consented || changed(before, now)) {
            polls.set(now.instanceId(), PollConfiguration.of(now.configuration()));
            if (!now.disabled()) {
                sweep.begin(now.instanceId(), FIRST_LOOK);
            }
        }
    }

    private static boolean changed(Optional<Configuration> before, Connection now) {
        return before.isEmpty()
                || !EventSwitch.byPolling(before.get())
                || KEYS.stream()
                        .anyMatch(key -> !before.get()
                                .get(key)
                                .equals(now.configuration().get(key)));
    }

    @Override
    public void ending(Connection last) {
        // Its rows go with the instance.
    }

    private static Optional<String> own(Configuration configuration) {
        return Optional.ofNullable(configuration.own().get(PollConfiguration.CONFIGURATION))
                .filter(text -> !text.isBlank());
    }
}
