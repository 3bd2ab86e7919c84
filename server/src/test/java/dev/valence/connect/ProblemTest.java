package dev.valence.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.http.BadRequest;
import dev.valence.http.ProviderFailure;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What providers say, told apart into what a person can do about it. */
class ProblemTest {
    private static final String URI = "https://valence.example/console/oauth/callback";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    400 | invalid_grant         | The authorization code provided is expired, used, malformed, or invalid. | expiredCode
                    400 | invalid_grant         | The provided authorization grant is invalid, expired, revoked, does not match the redirection URI | expiredCode
                    400 | bad_verification_code | The code passed is incorrect                     | expiredCode
                    400 | invalid_grant         | The redirect_uri does not match the one of the authorize request. | wrongRedirectUri
                    400 | redirect_uri_mismatch | Bad Request                                      | wrongRedirectUri
                    401 |                       | The request requires a valid access token        | wrongSecret
                    400 |                       | Client Id is invalid                             | wrongSecret
                    401 | invalid_client        | Client secret is missing or invalid              | wrongSecret
                    200 | incorrect_client_credentials | The client_id and/or client_secret passed are incorrect. | wrongSecret
                    400 | invalid_scope         | The requested scope is unknown                   | invalidScope
                    400 | invalid_grant         |                                                  | expiredCode
                    503 |                       | down for maintenance                             | provider
                    429 |                       | slow down                                        | provider
                    """)
    void theTokenEndpointsRefusalsAreToldApart(int status, String error, String words, String kind) {
        ProviderFailure failure = new ProviderFailure(
                400,
                "refused",
                Optional.ofNullable(words),
                Optional.empty(),
                Optional.of(new ProviderFailure.Answer(status, Optional.ofNullable(error))));

        Problem problem = Problem.ofFailure("Example", failure, URI);

        assertThat(problem.kind()).isEqualTo(kind);
        assertThat(problem.providerMessage()).isEqualTo(Optional.ofNullable(words));
        assertThat(problem.next()).isNotBlank();
    }

    @Test
    void anInstanceThatWasToBeAuthenticatedAgainIsSaidToBeAsItWas() {
        Problem problem = Problem.ofRedirect("Example", "access_denied", Optional.empty(), URI);

        assertThat(problem.message()).endsWith("Nothing was connected.");
        assertThat(problem.ofExisting().message())
                .endsWith("The instance is as it was before.")
                .doesNotContain("connected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalid_scope", "unauthorized_client", "redirect_uri_mismatch"})
    void whoWasSentHereIsNotAskedToMendTheApplication(String error) {
        Problem problem = Problem.ofRedirect("Example", error, Optional.of("Words of theirs"), URI);

        ResultPage page = GuestProblem.page(problem, "Example", "/again");

        assertThat(page.title() + page.text()).doesNotContain("scope", "secret", "URI", "console");
        assertThat(page.next()).hasValueSatisfying(words -> assertThat(words).startsWith("Tell whoever sent you here"));
        ResultPage.Details details = page.details().orElseThrow();
        assertThat(details.text())
                .hasValueSatisfying(words -> assertThat(words).contains(problem.title(), problem.next()));
        assertThat(details.words()).contains("Words of theirs");
    }

    @ParameterizedTest
    @CsvSource({
        "access_denied, denied",
        "invalid_scope, invalidScope",
        "unauthorized_client, wrongSecret",
        "server_error, provider",
        "temporarily_unavailable, provider",
        "something_else, provider"
    })
    void theRedirectsErrorsAreToldApart(String error, String kind) {
        Problem problem = Problem.ofRedirect("Example", error, Optional.empty(), URI);

        assertThat(problem.kind()).isEqualTo(kind);
        assertThat(problem.providerMessage()).contains(error);
    }

    @Test
    void aProviderThatGaveNoAnswerHasAProblem() {
        Problem problem = Problem.ofFailure("Example", new ProviderFailure(502, "No connection to api.example"), URI);

        assertThat(problem.kind()).isEqualTo("provider");
        assertThat(problem.message()).contains("No connection to api.example");
        assertThat(problem.providerMessage())
                .as("what we say is not the provider's")
                .isEmpty();
    }

    @Test
    void aSuccessWithoutATokenIsTheProvidersProblemWhateverItSays() {
        ProviderFailure failure = new ProviderFailure(
                502,
                "no access token",
                Optional.of("{\"access_token\":\"acc3ss-t0ken\",\"scope\":\"all\""),
                Optional.empty(),
                Optional.of(new ProviderFailure.Answer(200, Optional.empty())));

        Problem problem = Problem.ofFailure("Example", failure, URI);

        assertThat(problem.kind()).isEqualTo("provider");
        assertThat(problem.toString()).doesNotContain("acc3ss");
    }

    @Test
    void theRightRedirectUriStandsInTheAdvice() {
        assertThat(Problem.ofRedirect("Example", "redirect_uri_mismatch", Optional.empty(), URI)
                        .next())
                .contains(URI);
    }

    @Test
    void ourOwnRefusalIsToldInItsOwnWords() {
        assertThat(Problem.ofFailure("Example", new BadRequest("base.url must be a URL"), URI)
                        .message())
                .isEqualTo("base.url must be a URL");
    }

    @Test
    void endlessWordsAreCut() {
        assertThat(Problem.ofRedirect("Example", "server_error", Optional.of("x".repeat(5000)), URI)
                        .providerMessage()
                        .orElseThrow())
                .hasSize(500);
    }
}
