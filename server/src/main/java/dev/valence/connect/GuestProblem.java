package dev.valence.connect;

import java.util.Optional;

/**
 * A problem as somebody reads it whom a page or a link sent here: who knows neither the console nor the application at the
 * provider, and can only tell those who do.
 */
final class GuestProblem {
    private GuestProblem() {}

    /**
     * The page that says so.
     *
     * @param provider its name
     * @param again where trying again begins
     */
    static ResultPage page(Problem problem, String provider, String again) {
        Optional<ResultPage.Link> tryAgain = Optional.of(new ResultPage.Link("Try again", again));
        Optional<String> words = problem.providerMessage();
        return switch (problem.kind()) {
            case "wrongSecret", "wrongRedirectUri", "invalidScope" ->
                new ResultPage(
                        provider + " refused this application",
                        "The application that wants to use your account is not set up as " + provider + " expects it,"
                                + " which you cannot change. Nothing was connected.",
                        Optional.of("Tell whoever sent you here, with the words below."),
                        tryAgain,
                        Optional.of(new ResultPage.Details(
                                "For whoever sent you here",
                                Optional.of(problem.title() + ". " + problem.next()),
                                words)));
            case "denied" ->
                new ResultPage(
                        problem.title(),
                        problem.message(),
                        Optional.of(
                                "Try again and allow access. If you did allow it, tell whoever sent you here, with the"
                                        + " words below."),
                        tryAgain,
                        said(provider, words));
            case "unknown" ->
                new ResultPage(
                        problem.title(),
                        problem.message(),
                        Optional.of("Try again. If it happens again, tell whoever sent you here, with the words of this"
                                + " page."),
                        tryAgain,
                        said(provider, words));
            case "state" ->
                new ResultPage(
                        problem.title(),
                        problem.message(),
                        Optional.of(problem.next()),
                        Optional.empty(),
                        Optional.empty());
            default ->
                new ResultPage(
                        problem.title(),
                        problem.message(),
                        Optional.of(problem.next()),
                        tryAgain,
                        said(provider, words));
        };
    }

    private static Optional<ResultPage.Details> said(String provider, Optional<String> words) {
        return words.map(
                text -> new ResultPage.Details("What " + provider + " said", Optional.empty(), Optional.of(text)));
    }
}
