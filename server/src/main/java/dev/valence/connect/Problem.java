package dev.valence.connect;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.valence.http.ApiException;
import dev.valence.http.CredentialText;
import dev.valence.http.ProviderFailure;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Why an account was not connected, in the words of a page.
 *
 * @param kind {@code denied}, {@code expiredCode}, {@code wrongSecret}, {@code wrongRedirectUri}, {@code invalidScope},
 *     {@code provider}, {@code state} or {@code unknown}
 * @param title what happened, in a few words
 * @param message what that means
 * @param providerMessage the provider's own words
 * @param next what to do now
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record Problem(String kind, String title, String message, Optional<String> providerMessage, String next) {
    private static final int LONGEST = 500;

    private static final String NOTHING = " Nothing was connected.";

    /** RFC 6749 section 5.2, and what other providers call the same. */
    private static final Set<String> CLIENT = Set.of(
            "invalid_client",
            "unauthorized_client",
            "incorrect_client_credentials",
            "bad_client_secret",
            "invalid_client_id");

    private static final Set<String> REDIRECT =
            Set.of("redirect_uri_mismatch", "bad_redirect_uri", "oauth_authorization_url_mismatch");

    static final Problem STATE = new Problem(
            "state",
            "This reply does not belong to your session",
            "The provider sent you back, but not to something that you began here: it was begun in another browser or"
                    + " before you logged in, or it has been used already." + NOTHING,
            Optional.empty(),
            "Begin again from the catalog. If somebody sent you the link that led here, do not use it.");

    static final Problem USED = new Problem(
            "state",
            "This link was used already",
            "An account was connected through it before, and it is good for one only. Nothing more was connected.",
            Optional.empty(),
            "Go back to the page that you came from and begin again.");

    static Problem expired() {
        return new Problem(
                "expiredCode",
                "That took too long",
                "You came back after more than 15 minutes, so the reply was not taken." + NOTHING,
                Optional.empty(),
                "Try again and finish on the provider's page within 15 minutes.");
    }

    /** The server ended while it was at it. */
    static Problem interrupted() {
        return new Problem(
                "unknown",
                "This was interrupted",
                "The server was restarted while it connected the account. Whether the provider has noted the consent is not"
                        + " known." + NOTHING,
                Optional.empty(),
                "Try again; what you typed is still there.");
    }

    /** Our own fault; the log has the cause. */
    static Problem broken() {
        return new Problem(
                "unknown",
                "Something went wrong here",
                "The server failed while it connected the account." + NOTHING,
                Optional.empty(),
                "Try again; if it happens again, ask the operator to look into the log.");
    }

    /** What the provider's redirect said instead of bringing a code (RFC 6749 section 4.1.2.1). */
    static Problem ofRedirect(String provider, String error, Optional<String> description, String redirectUri) {
        Optional<String> words = description
                .or(() -> Optional.of(error))
                .map(CredentialText::masked)
                .map(Problem::cut);
        return switch (error) {
            case "access_denied" ->
                new Problem(
                        "denied",
                        "Access was not given",
                        "On the page of " + provider + " the request was declined, by you or by a rule of your"
                                + " organization there." + NOTHING,
                        words,
                        "Try again and allow access. If you did allow it, ask your administrator at " + provider
                                + " whether this application is blocked.");
            case "invalid_scope" -> invalidScope(provider, words);
            case "unauthorized_client", "invalid_client" -> wrongSecret(provider, words);
            case "redirect_uri_mismatch" -> wrongRedirectUri(provider, words, redirectUri);
            default -> provider(provider, words);
        };
    }

    /** What the exchange of the code, or the checks around it, ended with. */
    static Problem ofFailure(String provider, ApiException failure, String redirectUri) {
        Optional<String> words = failure.providerMessage().map(Problem::cut);
        if (!(failure instanceof ProviderFailure refusal)) {
            return new Problem(
                    "unknown",
                    "The account could not be connected",
                    String.valueOf(failure.getMessage()),
                    words,
                    "Correct what the message names and try again.");
        }
        Optional<ProviderFailure.Answer> answer = refusal.answer();
        String text = words.orElse("").toLowerCase(Locale.ROOT);
        String error = answer.flatMap(ProviderFailure.Answer::error).orElse("");
        int status = answer.map(ProviderFailure.Answer::status).orElse(0);
        // A success that brought neither a token nor an error says nothing of what was asked for.
        boolean unreadable = status < 300 && error.isEmpty();
        if (unreadable || status >= 500 || status == 429) {
            return unfinished(provider, words, cut(String.valueOf(failure.getMessage())));
        }
        // A sentence that names all causes at once (RFC 6749 section 5.2 has one) most often means the first.
        if (text.contains("expired")) {
            return expiredCode(provider, words);
        }
        if (REDIRECT.contains(error) || text.contains("redirect")) {
            return wrongRedirectUri(provider, words, redirectUri);
        }
        boolean client = Stream.of("client id", "client_id", "client secret", "client_secret", "client credentials")
                .anyMatch(text::contains);
        if (CLIENT.contains(error) || client || status == 401) {
            return wrongSecret(provider, words);
        }
        if (error.equals("invalid_scope") || text.contains("scope")) {
            return invalidScope(provider, words);
        }
        return expiredCode(provider, words);
    }

    private static Problem expiredCode(String provider, Optional<String> words) {
        return new Problem(
                "expiredCode",
                "The permission came too late",
                provider + " does not accept the permission that it had just given: it is valid for a short time and"
                        + " once only." + NOTHING,
                words,
                "Try again; what you typed is still there.");
    }

    private static Problem wrongSecret(String provider, Optional<String> words) {
        return new Problem(
                "wrongSecret",
                "The client id or secret is wrong",
                "You allowed access, but " + provider + " does not accept this client id with this secret." + NOTHING,
                words,
                "Copy both again from the application's page at " + provider
                        + ". A secret is often shown only once; if in doubt, make a new one there.");
    }

    private static Problem wrongRedirectUri(String provider, Optional<String> words, String redirectUri) {
        return new Problem(
                "wrongRedirectUri",
                "The redirect URI does not match",
                "The application at " + provider + " is registered with another redirect URI than this server's."
                        + NOTHING,
                words,
                "Enter exactly this redirect URI at " + provider + " and try again: " + redirectUri);
    }

    private static Problem invalidScope(String provider, Optional<String> words) {
        return new Problem(
                "invalidScope",
                "A scope was refused",
                provider + " does not give all of the scopes that were asked for: one is not ticked at the application"
                        + " there, or it needs an administrator." + NOTHING,
                words,
                "Ask for fewer scopes (in the console under Advanced), or tick the missing ones at " + provider + ".");
    }

    private static Problem provider(String provider, Optional<String> words) {
        return new Problem(
                "provider",
                provider + " has a problem",
                provider + " could not be reached or could not complete this." + NOTHING,
                words,
                "Wait a moment and try again; what you typed is still there.");
    }

    /** @param reason in our words; they are not to be read as the provider's */
    private static Problem unfinished(String provider, Optional<String> words, String reason) {
        return new Problem(
                "provider",
                provider + " has a problem",
                provider + " could not be reached or could not complete this: " + reason + "." + NOTHING,
                words,
                "Wait a moment and try again; what you typed is still there.");
    }

    /** The same for an instance that was to be authenticated again: it is still there. */
    Problem ofExisting() {
        String fate = " The instance is as it was before.";
        return new Problem(kind, title, message.replace(NOTHING, fate), providerMessage, next);
    }

    private static String cut(String words) {
        return words.length() <= LONGEST ? words : words.substring(0, LONGEST);
    }
}
