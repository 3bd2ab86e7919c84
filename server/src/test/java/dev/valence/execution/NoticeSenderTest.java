package dev.valence.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.valence.formula.FormulaInstance;
import dev.valence.provider.AddressGuard;
import dev.valence.provider.BlockingClient;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NoticeSenderTest {
    private static final String BAD_STEP = """
            [{"name": "bad", "type": "script", "properties": {"body": "throw new Error('no luck')"}}]""";

    private final Vertx vertx = Vertx.vertx();
    private final GreenMail smtp = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final Receiver webhook = new Receiver(request -> Receiver.Answer.json(200, "{}"));
    private final BlockingClient client = new BlockingClient(new AddressGuard(Optional.of(List.of("loopback"))));
    private final Fixture fixture = new Fixture();
    private final Node process = fixture.process();
    private final NoticeRows rows = new NoticeRows(Fixture.jdbi(), Clock.systemUTC());

    @BeforeEach
    void start() {
        Fixture.jdbi().useHandle(handle -> handle.execute("delete from execution_notice"));
        smtp.setUser("valence", "hush");
        smtp.start();
    }

    @AfterEach
    void close() throws IOException {
        fixture.close();
        smtp.stop();
        webhook.close();
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private NoticeSender sender(Optional<String> host, String password) {
        MailServer mails = new MailServer(
                vertx,
                host,
                smtp.getSmtp().getPort(),
                "none",
                Optional.of("valence"),
                Optional.of(password),
                "valence@example.com");
        NoticeSender sender = new NoticeSender(rows, mails, client, Duration.ofDays(7));
        sender.start();
        return sender;
    }

    private FormulaInstance instance(String steps) {
        FormulaInstance instance = fixture.instance(steps);
        Fixture.jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "update formula_instance set settings = :settings::json where id = :id")
                        .bind("settings", """
                        {"notification.email": "ada@example.com, bob@example.com", "notification.webhook.url": "%s/hook"}""".formatted(webhook.url()))
                        .bind("id", instance.id())
                        .execute());
        return instance;
    }

    private List<NoticeRows.State> states(Execution execution, String... wanted) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (System.nanoTime() < deadline) {
            List<NoticeRows.State> states = rows.of(execution.id());
            boolean over = states.size() == wanted.length
                    && states.stream().map(NoticeRows.State::state).toList().equals(Arrays.asList(wanted));
            if (over) {
                return states;
            }
            Thread.sleep(20);
        }
        throw new AssertionError(rows.of(execution.id()).toString());
    }

    @Test
    void aFailedExecutionIsToldByMailAndWebhook() throws Exception {
        NoticeSender sender = sender(Optional.of("127.0.0.1"), "hush");
        FormulaInstance instance = instance(BAD_STEP);

        Execution execution = process.start(instance, "{}");
        states(execution, "sent", "sent");
        sender.close();

        assertThat(smtp.getReceivedMessages()).hasSize(2).allSatisfy(mail -> {
            assertThat(mail.getSubject()).isEqualTo("Formula Test failed (Test)");
            assertThat(mail.getContent().toString()).contains("no luck").contains("Step: bad");
        });
        JsonNode body = Fixture.json(webhook.received().getFirst().body());
        assertThat(body.path("formulaExecutionId").longValue()).isEqualTo(execution.id());
        assertThat(body.path("formulaInstanceId").longValue()).isEqualTo(instance.id());
        assertThat(body.path("formulaInstanceName").textValue()).isEqualTo("Test");
        assertThat(body.path("status").textValue()).isEqualTo("failed");
        assertThat(body.path("stepName").textValue()).isEqualTo("bad");
        assertThat(body.path("error").textValue()).contains("no luck");
    }

    @Test
    void whatGoesWellIsToldNobody() throws Exception {
        Execution execution = process.start(
                instance("[{\"name\": \"good\", \"type\": \"script\", \"properties\": {\"body\": \"done({})\"}}]"),
                "{}");

        assertThat(process.await(execution).status()).isEqualTo(ExecutionStatus.SUCCESS);
        assertThat(rows.of(execution.id())).isEmpty();
    }

    @Test
    void aNotificationStepSendsAMailWhenItsScriptSaysYes() throws Exception {
        NoticeSender sender = sender(Optional.of("127.0.0.1"), "hush");

        Execution execution = process.start(instance("""
                [{"name": "tell", "type": "notification", "properties": {"body": "done(true)"}}]"""), "{}");
        states(execution, "sent");
        sender.close();

        assertThat(smtp.getReceivedMessages()).hasSize(2);
    }

    @Test
    void withoutAMailServerTheNoticeSaysSo() throws Exception {
        NoticeSender sender = sender(Optional.empty(), "hush");

        Execution execution = process.start(instance(BAD_STEP), "{}");
        List<NoticeRows.State> states = states(execution, "failed", "sent");
        sender.close();

        assertThat(states.getFirst().reason()).get().asString().contains("VALENCE_MAIL_HOST");
    }

    @Test
    void aRefusedMailIsKeptWithItsReasonAndWithoutThePassword() throws Exception {
        NoticeSender sender = sender(Optional.of("127.0.0.1"), "wrong-word");

        Execution execution = process.start(instance(BAD_STEP), "{}");
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (System.nanoTime() < deadline
                && (rows.of(execution.id()).isEmpty()
                        || rows.of(execution.id()).getFirst().reason().isEmpty())) {
            Thread.sleep(20);
        }
        sender.close();

        assertThat(rows.of(execution.id()).getFirst().reason())
                .get()
                .asString()
                .contains("did not take the mail")
                .doesNotContain("wrong-word");
    }

    @Test
    void anInstanceThatIsSwitchedOffByItsFailuresIsToldOnce() throws Exception {
        FormulaInstance instance = instance(BAD_STEP);
        List<Execution> executions = new ArrayList<>();
        try (Node strict = new Node(Fixture.jdbi(), fixture.log, Node.MOST_STEPS, Node.roomy(), 2)) {
            for (int i = 0; i < 3; i++) {
                executions.add(strict.start(instance, "{}"));
                strict.await(executions.getLast());
            }
        }

        assertThat(process.instances.find(instance.id()).orElseThrow().active()).isFalse();
        assertThat(executions)
                .extracting(execution -> rows.of(execution.id()).size())
                .containsExactly(2, 4, 2);
        List<Notice> told = rows.take(20, Duration.ZERO).stream()
                .filter(notice -> notice.executionId() == executions.get(1).id())
                .toList();
        assertThat(told).anySatisfy(mail -> {
            assertThat(mail.subject()).isEqualTo("Formula Test was switched off (Test)");
            assertThat(mail.body())
                    .contains("2 failed executions in a row")
                    .contains("/formulas/instances/" + instance.id() + "/active")
                    .contains("no luck");
        });
        assertThat(told).anySatisfy(post -> {
            assertThat(post.kind()).isEqualTo(Notice.Kind.WEBHOOK);
            assertThat(Fixture.json(post.body()).path("status").textValue()).isEqualTo("deactivated");
        });
    }

    @Test
    void anInstanceThatStartsItselfIsToldOnceAnHour() throws Exception {
        FormulaInstance instance = instance(BAD_STEP);

        Execution first = refused(instance);
        Execution second = refused(instance);

        assertThat(process.await(first).status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(rows.of(first.id())).hasSize(2);
        assertThat(rows.of(second.id())).isEmpty();
        assertThat(rows.take(20, Duration.ZERO)).anySatisfy(mail -> {
            assertThat(mail.subject()).isEqualTo("Formula Test starts itself (Test)");
            assertThat(mail.body()).contains("Let the formula pass over what its own calls cause");
        });

        Fixture.jdbi()
                .useHandle(handle -> handle.execute("update formula_instance"
                        + " set self_started_told_at = self_started_told_at - interval '1 hour'"));
        assertThat(rows.of(refused(instance).id())).hasSize(2);
    }

    private Execution refused(FormulaInstance instance) {
        return process.executions.start(
                NewExecution.of(instance, Fixture.json("{}"), Optional.empty(), 11, Instant.now()));
    }
}
