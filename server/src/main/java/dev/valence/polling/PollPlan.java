package dev.valence.polling;

import dev.valence.event.Identity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How one kind of object is polled: one member of {@code event.poller.configuration}.
 *
 * @param objectType the member's name, which events carry
 * @param url path of a list of the hub, with date placeholders
 * @param idField where a record has its id, members separated by dots
 * @param filter which records are dropped because of their date
 * @param onlyUntilNow whether records that are newer than the poll wait for the next one
 * @param newestFirst whether the list is in descending order of its dates, so that reading ends at the first old record
 * @param ignoredFields members that do not make a record another one, where more than its date is compared
 * @param tolerance how far creation and update may lie apart in a record that counts as created
 * @param delay how much further back each poll looks
 * @param parents the objects whose ids stand in the url as <code>{parent}</code>
 */
record PollPlan(
        String objectType,
        String url,
        String idField,
        RecordDates dates,
        Filter filter,
        boolean onlyUntilNow,
        boolean newestFirst,
        Set<String> ignoredFields,
        Duration tolerance,
        Duration delay,
        Optional<Integer> pageSize,
        Optional<PollPlan> parents) {
    /** What stands in the url for the id of a parent. */
    static final String PARENT = "{parent}";

    /** By which date old records are dropped. */
    enum Filter {
        /** None: the list itself gives only what is new, or is read whole. */
        NONE,
        UPDATED,
        CREATED
    }

    /** Whether each poll sees every record there is: a record that was not seen before is new then. */
    boolean seesAll() {
        return !Placeholders.any(url) && filter == Filter.NONE && !newestFirst && parents.isEmpty();
    }

    /** The way in which states are compared; another number when that changes. */
    private static final String WAY = "2";

    /** What says when a record counts as changed. When that itself is changed, old notes do not compare with new ones. */
    Identity rule() {
        return Identity.of(List.of(WAY, idField, dates.toString(), String.join(" ", new TreeSet<>(ignoredFields))));
    }
}
