package dev.valence.execution;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The places for running executions in this process. When all are taken, organizations get the next free one in turn, whoever of
 * them asks the most.
 */
final class Places {
    private final Map<Long, Deque<Runnable>> waiting = new LinkedHashMap<>();
    private int free;

    Places(int places) {
        free = Math.max(1, places);
    }

    /** Runs {@code start} when there is a place, at once or on a thread that gives one back; it must not wait. */
    void ask(long organizationId, Runnable start) {
        synchronized (this) {
            if (free == 0) {
                waiting.computeIfAbsent(organizationId, id -> new ArrayDeque<>())
                        .add(start);
                return;
            }
            free--;
        }
        start.run();
    }

    /** Gives a place back. */
    void leave() {
        Runnable next;
        synchronized (this) {
            Iterator<Map.Entry<Long, Deque<Runnable>>> turns =
                    waiting.entrySet().iterator();
            if (!turns.hasNext()) {
                free++;
                return;
            }
            Map.Entry<Long, Deque<Runnable>> turn = turns.next();
            long organization = turn.getKey();
            Deque<Runnable> queue = turn.getValue();
            turns.remove();
            next = queue.remove();
            if (!queue.isEmpty()) {
                // Behind all others.
                waiting.put(organization, queue);
            }
        }
        next.run();
    }
}
