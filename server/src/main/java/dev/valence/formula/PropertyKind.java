package dev.valence.formula;

import dev.valence.http.BadRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What the literal value of a property has to look like; a value with a reference is only known when it runs. */
enum PropertyKind {
    ANY,
    /** The id of an element instance, or a reference to one. */
    ELEMENT_INSTANCE,
    METHOD,
    HTTP_URL,
    AMQP_URL,
    STATUS_CODES,
    NUMBER,
    SWITCH,
    CRON,
    /** How often a whole execution may be tried again. */
    RESTARTS;

    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final Pattern CODES =
            Pattern.compile("\\s*[1-5]\\d\\d(\\s*-\\s*[1-5]\\d\\d)?(\\s*,\\s*[1-5]\\d\\d(\\s*-\\s*[1-5]\\d\\d)?)*\\s*");
    private static final Pattern DIGITS = Pattern.compile("\\s*\\d{1,18}\\s*");

    /**
     * What is wrong with a value, if anything.
     *
     * @param text without references, not blank
     */
    Optional<String> fault(String text) {
        return switch (this) {
            case ANY, ELEMENT_INSTANCE -> Optional.empty();
            case METHOD ->
                wrong(!isMethod(text), "must be GET, POST, PUT, PATCH or DELETE, not '" + shortened(text) + "'");
            case HTTP_URL ->
                wrong(
                        !startsWith(text, "http://", "https://"),
                        "must be an absolute address with http:// or https://, not '" + shortened(text) + "'");
            // Such an address usually has a password in it.
            case AMQP_URL -> wrong(!startsWith(text, "amqp://", "amqps://"), "must begin with amqp:// or amqps://");
            case STATUS_CODES ->
                wrong(
                        !CODES.matcher(text).matches(),
                        "must be status codes and ranges like 200-205,208, not '" + shortened(text) + "'");
            case NUMBER ->
                wrong(!DIGITS.matcher(text).matches(), "must be a whole number, not '" + shortened(text) + "'");
            case SWITCH ->
                wrong(
                        !text.strip().equalsIgnoreCase("true") && !text.strip().equalsIgnoreCase("false"),
                        "must be true or false, not '" + shortened(text) + "'");
            case CRON -> cronFault(text);
            case RESTARTS ->
                wrong(
                        !text.strip().matches("[1-7]"),
                        "must be a whole number from 1 to 7, not '" + shortened(text) + "'");
        };
    }

    static boolean isMethod(String text) {
        return METHODS.contains(text.strip().toUpperCase(Locale.ROOT));
    }

    private static Optional<String> cronFault(String text) {
        try {
            Cron.parse(text);
            return Optional.empty();
        } catch (BadRequest e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> wrong(boolean wrong, String message) {
        return wrong ? Optional.of(message) : Optional.empty();
    }

    private static boolean startsWith(String text, String... beginnings) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        for (String beginning : beginnings) {
            if (lower.startsWith(beginning) && lower.length() > beginning.length()) {
                return true;
            }
        }
        return false;
    }

    static String shortened(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }
}
