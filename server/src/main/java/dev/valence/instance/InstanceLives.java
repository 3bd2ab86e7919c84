package dev.valence.instance;

import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Everybody who takes part in the life of instances; they stand above this package and are found when first needed. */
@Singleton
public class InstanceLives {
    private static final Logger LOG = Logger.getLogger(InstanceLives.class);

    private final Supplier<List<InstanceLife>> lives;

    @Inject
    public InstanceLives(@Any jakarta.enterprise.inject.Instance<InstanceLife> lives) {
        this.lives = () -> lives.stream().toList();
    }

    InstanceLives(List<InstanceLife> lives) {
        this.lives = () -> lives;
    }

    /** The configuration with what has to stand beside it. */
    Configuration complete(Optional<Configuration> before, Configuration after) {
        Configuration complete = after;
        for (InstanceLife life : lives.get()) {
            Map<String, Optional<String>> more = life.additions(before, complete);
            complete = more.isEmpty() ? complete : complete.with(more);
        }
        return complete;
    }

    /** The configuration with what a new consent brings. */
    Configuration renewed(Configuration before, Configuration after) {
        Configuration renewed = after;
        for (InstanceLife life : lives.get()) {
            renewed = renewed.with(life.renewals(before, renewed));
        }
        return renewed;
    }

    void replacing(Connection last) {
        lives.get().forEach(life -> life.replacing(last));
    }

    void made(Connection now) {
        lives.get().forEach(life -> life.made(now));
    }

    void unmade(Connection last) {
        lives.get().forEach(life -> life.unmade(last));
    }

    void stored(Optional<Configuration> before, Connection now, boolean consented) {
        lives.get().forEach(life -> life.stored(before, now, consented));
        lives.get().forEach(life -> life.settled(before, now, consented));
    }

    /** A change was undone; what was done for it until then is mended as far as that goes. */
    void undone(Connection restored) {
        try {
            lives.get().forEach(life -> life.stored(Optional.empty(), restored, false));
        } catch (RuntimeException e) {
            LOG.infof(
                    "What instance %d has at its provider is looked after later: %s",
                    restored.instanceId(), e.getMessage());
        }
    }

    void ending(Connection last) {
        lives.get().forEach(life -> life.ending(last));
    }
}
