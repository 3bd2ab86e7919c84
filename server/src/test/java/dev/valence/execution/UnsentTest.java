package dev.valence.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.formula.StepType;
import dev.valence.http.BadRequest;
import dev.valence.provider.AddressGuard;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What steps that are no HTTP requests say that they would send. */
class UnsentTest {
    private final AmqpWork amqp = new AmqpWork(new AddressGuard(Optional.empty()));

    @Test
    void aMessageIsShownWithoutItsPassword() {
        StepCall call = Calls.of(
                StepType.AMQP_REQUEST,
                "{\"url\": \"amqp://guest:hidden@broker.example/v?x=hidden\", \"queue\": \"jobs\", \"body\": \"${trigger.args}\"}",
                "{\"n\":1}");

        assertThat(amqp.writes(call)).isTrue();
        ObjectNode value = amqp.unsent(call);
        assertThat(value)
                .hasToString(
                        "{\"request\":{\"body\":{\"n\":1},\"url\":\"amqp://broker.example/v\",\"exchange\":\"\",\"queue\":\"jobs\"}}");
    }

    @Test
    void aMessageThatCouldNotBeSentFailsAsItWouldForReal() {
        assertThatThrownBy(() -> amqp.unsent(
                        Calls.of(StepType.AMQP_REQUEST, "{\"url\": \"http://x\", \"queue\": \"jobs\"}", "{}")))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("url");
        assertThatThrownBy(() -> amqp.unsent(Calls.of(StepType.AMQP_REQUEST, "{\"url\": \"amqp://x\"}", "{}")))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("queue");
    }

    @Test
    void aFileIsShownByBothOfItsCalls() {
        StepCall call = Calls.of(StepType.ELEMENT_REQUEST_STREAM, "{\"uploadQuery\": {\"a\": 1}}", "{}");
        FileTransfer.Side from = new FileTransfer.Side(1, false, "GET", "/files/7", Map.of());
        FileTransfer.Side to = new FileTransfer.Side(
                2, false, "POST", "/files", Map.of("Authorization", "Bearer hidden-and-long-enough"));

        JsonNode value = FileTransfer.unsent(call, from, to);

        assertThat(value.at("/download/request/path").asText()).isEqualTo("/files/7");
        assertThat(value.at("/upload/request/method").asText()).isEqualTo("POST");
        assertThat(value.at("/upload/request/query")).hasToString("{\"a\":1}");
        assertThat(value.toString()).doesNotContain("hidden");
    }
}
