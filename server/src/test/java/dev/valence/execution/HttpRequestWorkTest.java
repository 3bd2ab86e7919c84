package dev.valence.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.formula.StepType;
import dev.valence.http.BadRequest;
import dev.valence.provider.AddressGuard;
import dev.valence.provider.BlockingClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpRequestWorkTest {
    private volatile Function<Receiver.Received, Receiver.Answer> answer =
            request -> Receiver.Answer.json(200, "{\"id\":12345678901234567890,\"price\":1.10}");
    private final Receiver receiver = new Receiver(request -> answer.apply(request));
    private final BlockingClient client = new BlockingClient(new AddressGuard(Optional.of(List.of("loopback"))));

    @AfterEach
    void close() throws IOException {
        receiver.close();
        client.close();
    }

    private StepResult perform(StepCall call) {
        return new HttpRequestWork(client, Clock.systemUTC(), Duration.ofSeconds(30)).perform(call);
    }

    private StepResult perform(String properties, String args) {
        return perform(call(properties, args, 0, false));
    }

    private StepCall call(String properties, String args, int attempt, boolean mayHaveBeenSent) {
        return Calls.of(
                StepType.HTTP_REQUEST, properties.replace("URL", receiver.url()), args, attempt, mayHaveBeenSent);
    }

    @Test
    void addressQueryHeadersAndBodyAreFilledIn() {
        StepResult result = perform("""
                {"url": "URL/rooms/{room}/${trigger.args.kind}?a=1", "method": "post",
                 "path": "trigger.args.path", "query": "${trigger.args.query}",
                 "headers": {"X-Kind": "${trigger.args.kind}", "Authorization": "Bearer abc", "Content-Length": "3"},
                 "body": "${trigger.args.body}"}""", """
                {"kind": "big one", "path": {"room": "a/b c"}, "query": {"q": "x&y", "n": [1, 2]}, "body": {"n": 1.50}}""");

        assertThat(result).isInstanceOf(StepResult.Done.class);
        Receiver.Received received = receiver.received().getFirst();
        assertThat(received.method()).isEqualTo("POST");
        assertThat(received.target()).isEqualTo("/rooms/a%2Fb%20c/big%20one?a=1&q=x%26y&n=1&n=2");
        assertThat(received.header("X-Kind")).contains("big one");
        assertThat(received.header("Authorization")).contains("Bearer abc");
        assertThat(received.header("Content-Type")).contains("application/json");
        assertThat(received.header("Idempotency-Key")).isPresent();
        assertThat(received.body()).isEqualTo("{\"n\":1.50}");
        assertThat(result.value().path("response").path("code").textValue()).isEqualTo("200");
        assertThat(result.value().path("response").path("body"))
                .hasToString("{\"id\":12345678901234567890,\"price\":1.10}");
        assertThat(result.value().path("request").path("url").textValue()).startsWith(receiver.url() + "/rooms/");
        assertThat(result.value().toString()).doesNotContain("abc");
    }

    @Test
    void anAnswerThatIsNoSuccessFailsTheStepWithWhatItSays() {
        answer = request -> Receiver.Answer.json(404, "{\"message\":\"no such room\"}");

        StepResult result = perform("{\"url\": \"URL/rooms\", \"method\": \"GET\"}", "{}");

        assertThat(result).isInstanceOf(StepResult.Failed.class);
        assertThat(result.value().path("error").textValue())
                .isEqualTo("GET /rooms was answered with 404: no such room");
        assertThat(result.value().path("response").path("code").textValue()).isEqualTo("404");
    }

    @Test
    void acceptableStatusCodesMakeAnAnswerASuccess() {
        answer = request -> Receiver.Answer.json(404, "{}");

        assertThat(perform("{\"url\": \"URL\", \"method\": \"GET\", \"acceptableStatusCodes\": \"200-299,404\"}", "{}"))
                .isInstanceOf(StepResult.Done.class);
    }

    @Test
    void triesAgainAsOftenAndForTheCodesThatTheStepSays() {
        answer = request -> new Receiver.Answer(503, Map.of("Retry-After", "7"), new byte[0]);
        String properties = """
                {"url": "URL", "method": "GET", "retry": "true", "retryAttempts": "2", "retryDelay": "50",
                 "retryStatusCodes": "500-503"}""";

        StepResult first = perform(call(properties, "{}", 0, false));
        StepResult third = perform(call(properties, "{}", 2, false));
        answer = request -> Receiver.Answer.json(400, "{}");
        StepResult other = perform(call(properties, "{}", 0, false));

        assertThat(first)
                .isInstanceOfSatisfying(
                        StepResult.Again.class,
                        again -> assertThat(again.delay()).isEqualTo(Duration.ofSeconds(7)));
        assertThat(third.value().path("error").textValue()).endsWith("tried 3 times");
        assertThat(other).isInstanceOf(StepResult.Failed.class);
    }

    @Test
    void redirectsAreFollowedAndCredentialsStayWithTheirHost() {
        try (Receiver other = new Receiver(request -> Receiver.Answer.json(200, "{}"))) {
            answer = request -> request.target().equals("/here")
                    ? Receiver.Answer.redirect(307, other.url() + "/there")
                    : Receiver.Answer.redirect(303, "/here");

            StepResult result = perform("""
                    {"url": "URL/start", "method": "POST", "body": "{}", "headers": {"Authorization": "Bearer abc"}}""", "{}");

            assertThat(result).isInstanceOf(StepResult.Done.class);
            assertThat(receiver.received())
                    .extracting(Receiver.Received::method)
                    .containsExactly("POST", "GET");
            assertThat(receiver.received().getLast().header("Authorization")).contains("Bearer abc");
            assertThat(other.received().getFirst().header("Authorization")).isEmpty();
        }
    }

    @Test
    void redirectsWithoutAnEndAreEnded() {
        answer = request -> Receiver.Answer.redirect(302, "/again");

        StepResult result = perform("{\"url\": \"URL\", \"method\": \"GET\"}", "{}");

        assertThat(result.value().path("error").textValue()).contains("redirects more than 5 times");
    }

    @Test
    void anAddressThatIsClosedIsNotCalledNotEvenByARedirect() throws IOException {
        answer = request -> Receiver.Answer.redirect(302, "http://169.254.169.254/latest");
        StepResult redirected = perform("{\"url\": \"URL\", \"method\": \"GET\"}", "{}");
        try (var closed = new AutoCloseableClient()) {
            StepResult direct = new HttpRequestWork(closed.client, Clock.systemUTC(), Duration.ofSeconds(30))
                    .perform(call("{\"url\": \"URL\", \"method\": \"GET\"}", "{}", 0, false));

            assertThat(direct.value().path("error").textValue()).contains("loopback");
        }
        assertThat(redirected.value().path("error").textValue()).contains("link-local");
        assertThat(receiver.received()).hasSize(1);
    }

    private static final class AutoCloseableClient implements AutoCloseable {
        private final BlockingClient client = new BlockingClient(new AddressGuard(Optional.empty()));

        @Override
        public void close() throws IOException {
            client.close();
        }
    }

    @Test
    void aPasswordInAnAddressIsSentAndShownNowhere() {
        StepResult result = perform(call(
                """
                {"url": "${trigger.args.url}", "method": "GET"}""",
                "{\"url\": \"" + receiver.url().replace("http://", "http://ada:hush%20hush@") + "/x\"}",
                0,
                false));

        assertThat(receiver.received().getFirst().header("Authorization"))
                .contains("Basic "
                        + Base64.getEncoder().encodeToString("ada:hush hush".getBytes(StandardCharsets.UTF_8)));
        assertThat(result.value().toString()).doesNotContain("hush");
    }

    @Test
    void aHostThatDoesNotAnswerFailsTheStepWithoutItsPassword() {
        receiver.close();

        StepResult result = perform(
                call("""
                {"url": "${trigger.args.url}", "method": "GET"}""", "{\"url\": \"" + receiver.url().replace("http://", "http://ada:hush@") + "/x\"}", 0, false));

        assertThat(result).isInstanceOf(StepResult.Failed.class);
        assertThat(result.value().toString())
                .contains("No connection to 127.0.0.1")
                .doesNotContain("hush");
    }

    @Test
    void filesGoOutAsFormsAndComeInAsFiles() {
        byte[] file = {0, 1, (byte) 200, 13, 10};
        String content = Base64.getEncoder().encodeToString(file);
        answer = request -> new Receiver.Answer(
                200,
                Map.of("Content-Type", "image/png", "Content-Disposition", "attachment; filename=\"a.png\""),
                file);

        StepResult result =
                perform("{\"url\": \"URL\", \"method\": \"POST\", \"body\": \"${trigger.args}\"}", """
                {"type": "workflow-file-attachment", "filename": "b.bin", "content": "CONTENT"}""".replace(
                                "CONTENT", content));

        Receiver.Received received = receiver.received().getFirst();
        assertThat(received.header("Content-Type").orElse("")).startsWith("multipart/form-data; boundary=");
        String body = new String(received.bytes(), StandardCharsets.ISO_8859_1);
        assertThat(body)
                .contains("name=\"file\"; filename=\"b.bin\"")
                .contains(new String(file, StandardCharsets.ISO_8859_1));
        assertThat(result.value().path("response").path("body").path("filename").textValue())
                .isEqualTo("a.png");
        assertThat(result.value().path("response").path("body").path("content").textValue())
                .isEqualTo(content);
        assertThat(result.value().path("request").toString()).doesNotContain(content);
    }

    @Test
    void formsOfSeveralPartsAreSent() {
        perform("{\"url\": \"URL\", \"method\": \"POST\", \"body\": \"${trigger.args}\"}", """
                {"type": "workflow-multipart", "parts": [
                  {"name": "note", "content": {"a": 1}, "Content-Type": "application/json"},
                  {"name": "table", "content": "a,b\\n1,2", "filename": "t.csv", "Content-Type": "text/csv"},
                  {"name": "picture", "content": "aGVsbG8=", "filename": "p.png"}]}""");

        assertThat(receiver.received().getFirst().body())
                .contains("name=\"note\"\r\nContent-Type: application/json\r\n\r\n{\"a\":1}\r\n")
                .contains("name=\"table\"; filename=\"t.csv\"\r\nContent-Type: text/csv\r\n\r\na,b\n1,2\r\n")
                .contains(
                        "name=\"picture\"; filename=\"p.png\"\r\nContent-Type: application/octet-stream\r\n\r\nhello\r\n");
    }

    @Test
    void anAnswerOfMoreThanSixteenMegabytesFailsTheStep() {
        answer = request -> new Receiver.Answer(200, Map.of(), new byte[OutsideReply.LIMIT + 1]);

        StepResult result = perform("{\"url\": \"URL\", \"method\": \"GET\"}", "{}");

        assertThat(result.value().path("error").textValue()).contains("longer than 16 MB");
    }

    @Test
    void aRequestThatMayHaveBeenSentIsSentAgainAndSaysSo() {
        StepResult result = perform(call("{\"url\": \"URL\", \"method\": \"POST\"}", "{}", 0, true));

        assertThat(result).isInstanceOf(StepResult.Done.class);
        assertThat(result.value().path("request").path("repeated").textValue()).isEqualTo("true");
    }

    @Test
    void aRequestThatMayHaveBeenSentIsNotSentAgainWhenTheStepForbidsIt() {
        StepResult post = perform(
                call("{\"url\": \"URL\", \"method\": \"POST\", \"repeatAfterCrash\": \"false\"}", "{}", 0, true));
        StepResult put =
                perform(call("{\"url\": \"URL\", \"method\": \"PUT\", \"repeatAfterCrash\": false}", "{}", 0, true));

        assertThat(post.value().path("error").textValue()).contains("repeatAfterCrash is false");
        assertThat(put.value().path("request").path("repeated").textValue()).isEqualTo("true");
        assertThat(receiver.received()).extracting(Receiver.Received::method).containsExactly("PUT");
    }

    @Test
    void headersCannotEndALineAndAddressesHaveToBeOfTheWeb() {
        assertThatThrownBy(() -> perform("""
                        {"url": "URL", "method": "GET", "headers": {"X": "${trigger.args}"}}""", "\"a\\r\\nB: c\""))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("header X");
        assertThatThrownBy(
                        () -> perform("{\"url\": \"${trigger.args}\", \"method\": \"GET\"}", "\"file:///etc/passwd\""))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("http://");
    }
}
