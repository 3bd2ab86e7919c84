package dev.valence.formula;

import java.util.Collection;
import org.jdbi.v3.core.Handle;

/** Hears of instances of formulas that go: what it writes is committed together with their deletion, or not at all. */
public interface InstanceListener {
    /** Instances are about to be deleted in the transaction of the handle, which holds their rows. */
    void deleting(Handle handle, Collection<Long> ids);
}
