package dev.valence.reception;

import java.util.HashMap;
import java.util.Map;

/**
 * The memory that posted bodies take, from their first byte until what they tell is committed: so much for all, and so much
 * for those from one address, which needs no credentials to post. Counted is what has come and not what is announced, so
 * that a connection that sends nothing takes nothing.
 */
final class HeldBytes {
    private final long most;
    private final long mostOfOne;
    private final Map<String, Long> byAddress = new HashMap<>();
    private long all;

    /**
     * @param most of all addresses, in bytes
     * @param mostOfOne of one address
     */
    HeldBytes(long most, long mostOfOne) {
        this.most = most;
        this.mostOfOne = mostOfOne;
    }

    /** The part of one body from this address; nothing yet. */
    Part open(String address) {
        return new Part(address);
    }

    private synchronized boolean take(String address, long bytes) {
        long ofOne = byAddress.getOrDefault(address, 0L) + bytes;
        if (all + bytes > most || ofOne > mostOfOne) {
            return false;
        }
        all += bytes;
        byAddress.put(address, ofOne);
        return true;
    }

    private synchronized void give(String address, long bytes) {
        all -= bytes;
        byAddress.computeIfPresent(address, (key, held) -> held == bytes ? null : held - bytes);
    }

    /** What one body takes. */
    final class Part implements AutoCloseable {
        private final String address;
        private long bytes;
        private boolean closed;

        private Part(String address) {
            this.address = address;
        }

        /** Takes so many bytes more; answers false, and takes none, when there is no room. */
        synchronized boolean grow(long more) {
            if (closed || !take(address, more)) {
                return false;
            }
            bytes += more;
            return true;
        }

        /** Gives everything back. */
        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                give(address, bytes);
            }
        }
    }
}
