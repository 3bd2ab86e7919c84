package dev.valence.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import dev.valence.formula.StepType;
import dev.valence.provider.AddressGuard;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against a RabbitMQ of the system's packages; left out where there is none. */
class AmqpWorkTest {
    private static Optional<Broker> broker = Optional.empty();
    private final AmqpWork work = new AmqpWork(new AddressGuard(Optional.of(List.of("loopback"))));

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Broker.installed(), "RabbitMQ is not installed (package rabbitmq-server); its tests are left out");
        broker = Optional.of(Broker.start());
    }

    @AfterAll
    static void stop() throws Exception {
        if (broker.isPresent()) {
            broker.get().close();
        }
    }

    private static int port() {
        return broker.orElseThrow().port();
    }

    private static StepCall call(String url, String more) {
        return call(url, more, false);
    }

    private static StepCall call(String url, String more, boolean mayHaveBeenSent) {
        return Calls.of(
                StepType.AMQP_REQUEST,
                "{\"url\": \"" + url + "\", " + more + "}",
                "{\"n\": 1.50, \"queue\": \"letters\"}",
                0,
                mayHaveBeenSent);
    }

    private static String url(String user) {
        return "amqp://" + user + "@127.0.0.1:" + port() + "/%2f";
    }

    @Test
    void aMessageIsInTheQueueWhenTheStepEnds() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(url("guest:guest"));
        try (Connection connection = factory.newConnection();
                Channel channel = connection.createChannel()) {
            channel.queueDeclare("letters", false, false, false, null);
            StepCall call = call(
                    url("guest:guest"), "\"queue\": \"${trigger.args.queue}\", \"body\": \"${trigger.args}\"", true);

            StepResult result = work.perform(call);

            assertThat(result).as("%s", result.value()).isInstanceOf(StepResult.Done.class);
            GetResponse message = channel.basicGet("letters", true);
            assertThat(new String(message.getBody(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"n\":1.50,\"queue\":\"letters\"}");
            assertThat(message.getProps().getMessageId()).isEqualTo(call.idempotencyKey());
            assertThat(message.getProps().getContentType()).isEqualTo("application/json");
            assertThat(result.value().path("request").path("url").textValue())
                    .isEqualTo("amqp://127.0.0.1:" + port() + "/%2f");
            assertThat(result.value().path("request").path("queue").textValue()).isEqualTo("letters");
            assertThat(result.value().path("request").path("repeated").textValue())
                    .isEqualTo("true");
        }
    }

    @Test
    void aQueueThatIsNotThereFailsTheStep() {
        StepResult result = work.perform(call(url("guest:guest"), "\"queue\": \"nowhere\", \"body\": \"x\""));

        assertThat(result.value().path("error").textValue()).isEqualTo("The broker 127.0.0.1 has no queue nowhere");
    }

    @Test
    void anExchangeThatIsNotThereFailsTheStep() {
        StepResult result = work.perform(
                call(url("guest:guest"), "\"queue\": \"letters\", \"exchange\": \"none\", \"body\": \"x\""));

        assertThat(result.value().path("error").textValue()).contains("no exchange 'none'");
    }

    @Test
    void aRefusedLogInShowsNoPassword() {
        StepResult result = work.perform(call(url("guest:hush-hush"), "\"queue\": \"letters\", \"body\": \"x\""));

        assertThat(result.value().path("error").textValue()).contains("refused the log-in");
        assertThat(result.value().toString()).doesNotContain("hush");
    }
}
