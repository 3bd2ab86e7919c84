package dev.valence.event;

import dev.valence.instance.Configuration;
import java.util.Locale;

/** Whether an instance receives events, and how. */
public final class EventSwitch {
    private static final String TYPE = "event.vendor.type";

    private EventSwitch() {}

    /** Whether it receives events at all. */
    public static boolean on(Configuration configuration) {
        return configuration.isOn(Receiver.ENABLED);
    }

    /** Whether the provider is to post them; both spellings of the word are in use. */
    public static boolean byWebhook(Configuration configuration) {
        return on(configuration)
                && configuration
                        .get(TYPE)
                        .map(type -> type.toLowerCase(Locale.ROOT).startsWith("webhook"))
                        .orElse(false);
    }

    /** Whether the provider is to be asked for them at intervals. */
    public static boolean byPolling(Configuration configuration) {
        return on(configuration)
                && configuration
                        .get(TYPE)
                        .map(type -> type.toLowerCase(Locale.ROOT).equals("polling"))
                        .orElse(false);
    }
}
