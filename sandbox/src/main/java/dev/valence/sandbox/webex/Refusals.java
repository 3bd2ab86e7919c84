package dev.valence.sandbox.webex;

import dev.valence.sandbox.http.Refusal;
import java.util.Set;
import java.util.stream.Collectors;

/** The refusals with the wording of the real service. */
final class Refusals {
    private Refusals() {}

    /** Also for what exists and is invisible to the caller: visibility is never revealed. */
    static Refusal notFound() {
        return new Refusal(404, "The requested resource could not be found.");
    }

    static Refusal bad(String reason) {
        return new Refusal(400, reason);
    }

    static Refusal forbidden(String reason) {
        return new Refusal(403, "The server understood the request, but refused to fulfill it because " + reason + ".");
    }

    /** The token has none of these scopes. */
    static Refusal missing(Set<String> scopes) {
        return forbidden(
                "the access token is missing required scopes or the user is missing required roles or licenses;"
                        + " needed is "
                        + scopes.stream().sorted().collect(Collectors.joining(" or ")));
    }

    static Refusal conflict(String reason) {
        return new Refusal(409, reason);
    }

    static Refusal unauthorized() {
        return new Refusal(401, "The request requires a valid access token set in the Authorization request header.");
    }
}
