package dev.valence.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.formula.StepType;
import dev.valence.http.BadRequest;
import dev.valence.provider.AddressGuard;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What can be told of brokers without one. */
class AmqpAddressTest {
    private static StepResult perform(AddressGuard guard, String url) {
        return new AmqpWork(guard)
                .perform(Calls.of(
                        StepType.AMQP_REQUEST, "{\"url\": \"" + url + "\", \"queue\": \"q\", \"body\": \"x\"}", "{}"));
    }

    @Test
    void aClosedAddressIsNotCalled() {
        AddressGuard guard = new AddressGuard(Optional.empty());

        assertThatThrownBy(() -> perform(guard, "amqp://guest:hush@127.0.0.1:5672"))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("loopback")
                .hasMessageNotContaining("hush");
    }

    @Test
    void aBrokerThatIsNotThereFailsTheStepWithoutItsPassword() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }

        StepResult result = perform(
                new AddressGuard(Optional.of(List.of("loopback"))), "amqp://guest:hush@127.0.0.1:" + free + "/v");

        assertThat(result.value().path("error").textValue()).startsWith("No connection to the broker 127.0.0.1");
        assertThat(result.value().toString()).doesNotContain("hush");
    }

    @Test
    void anAddressThatIsNoneIsNotRepeated() {
        AddressGuard guard = new AddressGuard(Optional.empty());

        assertThatThrownBy(() -> perform(guard, "amqp://guest:hush hush@:x"))
                .isInstanceOf(BadRequest.class)
                .hasMessageNotContaining("hush");
    }
}
