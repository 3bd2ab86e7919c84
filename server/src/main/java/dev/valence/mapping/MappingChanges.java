package dev.valence.mapping;

import dev.valence.store.ChangeNotices;
import dev.valence.store.Database;
import jakarta.inject.Singleton;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;

/** Changes of an organization's mappings: each in one transaction, told to every process when it is done. */
@Singleton
class MappingChanges {
    private final Jdbi jdbi;
    private final ChangeNotices notices;

    MappingChanges(Database database, ChangeNotices notices) {
        this.jdbi = database.jdbi();
        this.notices = notices;
    }

    /** Does all of a change, or nothing when it fails. */
    void change(long organizationId, HandleConsumer<RuntimeException> change) {
        changed(organizationId, handle -> {
            change.useHandle(handle);
            return true;
        });
    }

    /** The same with a result. */
    <T> T changed(long organizationId, HandleCallback<T, RuntimeException> change) {
        return jdbi.inTransaction(handle -> {
            // One after the other: two changes at different levels, each right by itself, may not go together.
            handle.execute("select 1 from organization where id = ? for no key update", organizationId);
            T result = change.withHandle(handle);
            notices.publish(handle, Mappings.TOPIC, Long.toString(organizationId));
            return result;
        });
    }
}
