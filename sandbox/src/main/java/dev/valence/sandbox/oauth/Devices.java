package dev.valence.sandbox.oauth;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sign-ins that began on a device without a browser and are finished elsewhere (RFC 8628); every method is atomic. */
public final class Devices {
    public static final Duration LIFE = Duration.ofMinutes(5);
    public static final Duration INTERVAL = Duration.ofSeconds(2);

    private static final int CODE_BYTES = 32;
    private static final int USER_CODES = 1_000_000;

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Entry> byDeviceCode = new HashMap<>();

    /** What a device was told; the user code is for the person. */
    public record Begun(String deviceCode, String userCode, String clientId, List<String> scopes) {}

    private enum State {
        WAITING,
        ALLOWED,
        DENIED
    }

    private static final class Entry {
        final Begun begun;
        final Instant end;
        State state = State.WAITING;
        Optional<Consent> consent = Optional.empty();
        Optional<Instant> asked = Optional.empty();

        Entry(Begun begun, Instant end) {
            this.begun = begun;
            this.end = end;
        }
    }

    public Devices(InstantSource clock) {
        this.clock = clock;
    }

    public synchronized Begun begin(String clientId, List<String> scopes) {
        byDeviceCode.values().removeIf(entry -> !entry.end.isAfter(clock.instant()));
        byte[] bytes = new byte[CODE_BYTES];
        random.nextBytes(bytes);
        Begun begun = new Begun(
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), newUserCode(), clientId, scopes);
        byDeviceCode.put(begun.deviceCode(), new Entry(begun, clock.instant().plus(LIFE)));
        return begun;
    }

    private String newUserCode() {
        while (true) {
            String code = "%06d".formatted(random.nextInt(USER_CODES));
            if (byDeviceCode.values().stream()
                    .noneMatch(entry -> entry.begun.userCode().equals(code))) {
                return code;
            }
        }
    }

    /** The sign-in that waits for this user code. */
    public synchronized Optional<Begun> waiting(String userCode) {
        return entry(userCode).map(entry -> entry.begun);
    }

    /** Somebody decided; without a consent they denied. Whether there was something to decide. */
    public synchronized boolean decide(String userCode, Optional<Consent> consent) {
        Optional<Entry> waiting = entry(userCode);
        waiting.ifPresent(entry -> {
            entry.consent = consent;
            entry.state = consent.isPresent() ? State.ALLOWED : State.DENIED;
        });
        return waiting.isPresent();
    }

    private Optional<Entry> entry(String userCode) {
        return byDeviceCode.values().stream()
                .filter(entry -> entry.begun.userCode().equals(userCode)
                        && entry.state == State.WAITING
                        && entry.end.isAfter(clock.instant()))
                .findFirst();
    }

    /**
     * The consent, once.
     *
     * @throws OAuthRefusal 428 while nobody has decided, 400 when the device asks too often, was denied or is too late
     */
    public synchronized Consent poll(String clientId, String deviceCode) {
        Entry entry = byDeviceCode.get(deviceCode);
        Instant now = clock.instant();
        if (entry == null || !entry.begun.clientId().equals(clientId)) {
            throw new OAuthRefusal(400, "invalid_grant", "The device_code is unknown or used.");
        }
        if (!entry.end.isAfter(now)) {
            throw new OAuthRefusal(400, "expired_token", "The device_code has expired; begin again.");
        }
        if (entry.state == State.DENIED) {
            throw new OAuthRefusal(400, "access_denied", "The person denied the request.");
        }
        if (entry.state == State.ALLOWED) {
            byDeviceCode.remove(deviceCode);
            return entry.consent.orElseThrow();
        }
        boolean tooSoon =
                entry.asked.filter(last -> last.plus(INTERVAL).isAfter(now)).isPresent();
        entry.asked = Optional.of(now);
        if (tooSoon) {
            throw new OAuthRefusal(400, "slow_down", "Ask every " + INTERVAL.toSeconds() + " seconds at most.");
        }
        throw new OAuthRefusal(428, "authorization_pending", "The person has not finished signing in.");
    }

    public synchronized void clear() {
        byDeviceCode.clear();
    }
}
