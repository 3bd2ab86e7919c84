package dev.valence.sandbox.gateway;

import dev.valence.sandbox.fault.CallLog;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Writes a call into the log once, before its answer leaves, so that whoever has the answer finds the entry. */
final class Receipt {
    private final CallLog log;
    private final Instant at;
    private final String method;
    private final String path;
    private final Optional<String> caller;
    private final Optional<String> grant;
    private final long begun = System.nanoTime();
    private final AtomicBoolean written = new AtomicBoolean();

    Receipt(CallLog log, Instant at, String method, String path, Optional<String> caller, Optional<String> grant) {
        this.log = log;
        this.at = at;
        this.method = method;
        this.path = path;
        this.caller = caller;
        this.grant = grant;
        log.arrived(grant);
    }

    /** Notes the status, 0 when there is no answer; later calls change nothing. */
    void finish(int status) {
        if (written.compareAndSet(false, true)) {
            log.finished(new CallLog.Entry(
                    at, method, path, status, (System.nanoTime() - begun) / 1_000_000, caller, grant));
        }
    }
}
