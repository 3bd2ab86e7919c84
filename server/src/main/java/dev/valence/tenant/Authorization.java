package dev.valence.tenant;

import dev.valence.http.Unauthorized;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The credentials of a request, from {@code Authorization: User <secret>, Organization <secret>, Element <token>} in any
 * order. Parsing does not say whether they are right.
 *
 * <p>{@link SessionCookie} writes the form {@code Session <token>, Instance <id>} for the console's pages.
 *
 * @param user the user secret
 * @param organization the organization secret
 * @param element the element token, also written {@code Token}
 * @param session the token of a console's session, which stands for the user and its organization
 * @param instance the id of the instance that a session speaks for
 */
public record Authorization(
        Optional<String> user,
        Optional<String> organization,
        Optional<String> element,
        Optional<String> session,
        Optional<String> instance) {
    /** No credentials at all. */
    public static final Authorization NONE = new Authorization(Optional.empty(), Optional.empty(), Optional.empty());

    /** Credentials without a session. */
    public Authorization(Optional<String> user, Optional<String> organization, Optional<String> element) {
        this(user, organization, element, Optional.empty(), Optional.empty());
    }

    private static final int MAX_CHARS = 8 * 1024;
    private static final String EXAMPLE =
            "; send: Authorization: User <secret>, Organization <secret>, Element <token>";
    private static final Pattern WHITE_SPACE = Pattern.compile("[ \\t]+");
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9+/=_-]+");

    /**
     * Reads the header; a header that is absent gives {@link #NONE}.
     *
     * @throws Unauthorized when it is malformed; the message never repeats any part of the header
     */
    public static Authorization parse(Optional<String> header) {
        return header.isPresent() ? parse(header.get()) : NONE;
    }

    /**
     * Reads the header's value.
     *
     * @throws Unauthorized when it is malformed; the message never repeats any part of the header
     */
    public static Authorization parse(String header) {
        requireShort(header);
        Authorization read = NONE;
        int part = 0;
        // Empty list members are allowed by RFC 9110, section 5.6.1.
        for (String credential : header.split(",", -1)) {
            String text = credential.strip();
            if (!text.isEmpty()) {
                part++;
                read = read.with(text, part);
            }
        }
        return read;
    }

    /**
     * The token of {@code Authorization: Bearer <token>}, which the log-in calls use; empty for any other kind.
     *
     * @throws Unauthorized when the header is too long or the token malformed
     */
    public static Optional<String> bearer(Optional<String> header) {
        header.ifPresent(Authorization::requireShort);
        String[] words = WHITE_SPACE.split(header.orElse("").strip(), 2);
        if (!words[0].equalsIgnoreCase("Bearer")) {
            return Optional.empty();
        }
        return Optional.of(secret("Bearer", words));
    }

    private Authorization with(String credential, int part) {
        String[] words = WHITE_SPACE.split(credential, 2);
        return switch (words[0].toLowerCase(Locale.ROOT)) {
            case "user" -> new Authorization(once(user, "User", words), organization, element, session, instance);
            case "organization" ->
                new Authorization(user, once(organization, "Organization", words), element, session, instance);
            case "element", "token" ->
                new Authorization(user, organization, once(element, "Element", words), session, instance);
            case "session" -> new Authorization(user, organization, element, once(session, "Session", words), instance);
            case "instance" ->
                new Authorization(user, organization, element, session, once(instance, "Instance", words));
            case "bearer" ->
                throw new Unauthorized("A Bearer token of the log-in only opens /authentication/secrets" + EXAMPLE);
            default ->
                throw new Unauthorized("Part " + part + " of the Authorization header is neither User, Organization nor"
                        + " Element" + EXAMPLE);
        };
    }

    private static Optional<String> once(Optional<String> before, String kind, String[] words) {
        if (before.isPresent()) {
            throw new Unauthorized("The Authorization header has more than one " + kind + " part; send only one");
        }
        return Optional.of(secret(kind, words));
    }

    private static String secret(String kind, String[] words) {
        String secret = words.length < 2 ? "" : words[1].strip();
        if (secret.isEmpty()) {
            throw new Unauthorized("The " + kind + " part of the Authorization header has no secret" + EXAMPLE);
        }
        if (!SECRET.matcher(secret).matches()) {
            throw new Unauthorized(
                    "The " + kind + " part of the Authorization header has characters that no secret has;"
                            + " separate the parts with commas and send each secret unchanged");
        }
        return secret;
    }

    private static void requireShort(String header) {
        if (header.length() > MAX_CHARS) {
            throw new Unauthorized("The Authorization header is longer than " + MAX_CHARS + " characters" + EXAMPLE);
        }
    }

    /** Says only which parts are there. */
    @Override
    public String toString() {
        return "Authorization[" + (user.isPresent() ? "User " : "") + (organization.isPresent() ? "Organization " : "")
                + (session.isPresent() ? "Session " : "") + (element.isPresent() ? "Element" : "") + "]";
    }
}
