package dev.valence.sandbox.webex;

import dev.valence.sandbox.http.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Public identifiers: base64url of {@code ciscospark://us/TYPE/internal}, without padding. */
final class Ids {
    static final String PEOPLE = "PEOPLE";
    static final String ORGANIZATION = "ORGANIZATION";
    static final String ROOM = "ROOM";
    static final String MESSAGE = "MESSAGE";
    static final String MEMBERSHIP = "MEMBERSHIP";
    static final String TEAM = "TEAM";
    static final String TEAM_MEMBERSHIP = "TEAM_MEMBERSHIP";
    static final String CONTENT = "CONTENT";
    static final String LICENSE = "LICENSE";
    static final String ROLE = "ROLE";
    static final String WEBHOOK = "WEBHOOK";
    static final String APPLICATION = "APPLICATION";
    static final String ATTACHMENT_ACTION = "ATTACHMENT_ACTION";
    static final String EVENT = "EVENT";
    static final String AUTHORIZATION = "AUTHORIZATION";
    static final String CLASSIFICATION = "CLASSIFICATION";
    static final String LOCATION = "LOCATION";
    static final String TABS = "TABS";
    static final String LINKED_FOLDERS = "LINKED_FOLDERS";

    private static final String CLUSTER = "ciscospark://us/";
    private static final Pattern CLIENT_SHAPE = Pattern.compile("C[0-9a-f]{64}");
    private static final Pattern UUID_SHAPE =
            Pattern.compile("\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}");

    private Ids() {}

    static String of(String type, Object internal) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((CLUSTER + type + "/" + internal).getBytes(StandardCharsets.UTF_8));
    }

    /** The public id of an integration or bot. */
    static String application(String clientId) {
        return of(APPLICATION, CLIENT_SHAPE.matcher(clientId).matches() ? clientId : "C" + digest(clientId));
    }

    /** The few clients with a name for people, such as the documented one, get an id of the usual shape too. */
    private static String digest(String clientId) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(clientId.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** The internal part of a public id of the given type; a bare internal id is taken as it is. */
    static Optional<String> internal(String type, String id) {
        if (UUID_SHAPE.matcher(id).matches()) {
            return Optional.of(id);
        }
        String start = CLUSTER + type + "/";
        return plain(id).filter(text -> text.startsWith(start)).map(text -> text.substring(start.length()));
    }

    static Optional<UUID> uuid(String type, String id) {
        return internal(type, id)
                .filter(text -> UUID_SHAPE.matcher(text).matches())
                .map(UUID::fromString);
    }

    /** The two halves of a membership id. */
    static Optional<Pair> pair(String type, String id) {
        return internal(type, id)
                .map(text -> text.split(":", 2))
                .filter(halves -> halves.length == 2
                        && UUID_SHAPE.matcher(halves[0]).matches()
                        && UUID_SHAPE.matcher(halves[1]).matches())
                .map(halves -> new Pair(UUID.fromString(halves[0]), UUID.fromString(halves[1])));
    }

    /** Person, and the room or team. */
    record Pair(UUID person, UUID place) {}

    /**
     * An id given in a body or query.
     *
     * @throws Refusal 400 when it is not one of the type
     */
    static UUID given(String type, String id) {
        return uuid(type, id).orElseThrow(() -> new Refusal(400, "Expect base64 ID or UUID."));
    }

    private static Optional<String> plain(String id) {
        try {
            return Optional.of(new String(Base64.getUrlDecoder().decode(id), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
