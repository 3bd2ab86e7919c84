package dev.valence.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Address;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import com.rabbitmq.client.ShutdownSignalException;
import dev.valence.formula.StepType;
import dev.valence.http.BadRequest;
import dev.valence.http.Json;
import dev.valence.provider.AddressGuard;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Puts a message into a queue of RabbitMQ, or an exchange, and waits until the broker has it in a queue. Its message id is the
 * step's key, so that a reader can tell a message that came twice.
 */
@Singleton
final class AmqpWork implements StepWork {
    private static final int LIMIT = 20_000;
    private static final int PERSISTENT = 2;
    private static final String NO_QUEUE = "The property queue has no value";

    private final AddressGuard guard;

    AmqpWork(AddressGuard guard) {
        this.guard = guard;
    }

    @Override
    public Set<StepType> types() {
        return Set.of(StepType.AMQP_REQUEST);
    }

    @Override
    public boolean changesSomething(StepCall call) {
        return true;
    }

    /** Where a message goes. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier; never compared
    private record Message(String url, String exchange, String queue, byte[] body, boolean json) {}

    @Override
    public StepResult perform(StepCall call) {
        JsonNode body = call.context().resolve(call.property("body"));
        Message message = message(call, body);
        ObjectNode value = value(message, body);
        ObjectNode request = value.withObject("/request");
        if (message.queue().isEmpty()) {
            return new StepResult.Failed(value, NO_QUEUE);
        }
        if (call.mayHaveBeenSent()) {
            Optional<String> refusal =
                    Requesting.refusal(call, "POST", false, "the message to the queue " + message.queue());
            if (refusal.isPresent()) {
                return new StepResult.Failed(value, refusal.get());
            }
            request.put("repeated", "true");
        }
        return publish(message, call.idempotencyKey())
                .<StepResult>map(error -> new StepResult.Failed(value, error))
                .orElseGet(() -> new StepResult.Done(value));
    }

    @Override
    public ObjectNode unsent(StepCall call) {
        JsonNode body = call.context().resolve(call.property("body"));
        Message message = message(call, body);
        if (message.queue().isEmpty()) {
            throw new BadRequest(NO_QUEUE);
        }
        factory(message.url());
        return value(message, body);
    }

    private static Message message(StepCall call, JsonNode body) {
        AddressGaps.requireValues(call, "url");
        return new Message(
                call.text("url").strip(),
                call.text("exchange").strip(),
                call.text("queue").strip(),
                Context.text(body).getBytes(StandardCharsets.UTF_8),
                !body.isTextual());
    }

    private static ObjectNode value(Message message, JsonNode body) {
        ObjectNode value = Json.MAPPER.createObjectNode();
        ObjectNode request = value.putObject("request");
        request.set("body", body.isMissingNode() ? Json.MAPPER.nullNode() : body);
        request.put("url", StepRequest.withoutPassword(message.url().replaceAll("\\?.*", "")));
        request.put("exchange", message.exchange());
        request.put("queue", message.queue());
        return value;
    }

    /** Empty when the broker has the message, else what went wrong; the client's own words may hold the address. */
    private Optional<String> publish(Message message, String key) {
        ConnectionFactory factory = factory(message.url());
        String host = factory.getHost();
        Address checked = new Address(guard.resolve(host).getHostAddress(), factory.getPort());
        AtomicReference<String> returned = new AtomicReference<>("");
        Connection connection = null;
        try {
            connection = factory.newConnection(List.of(checked), "Valence");
            Channel channel = connection.createChannel();
            channel.addReturnListener(message1 -> returned.set(message1.getReplyText()));
            channel.confirmSelect();
            AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                    .contentType(message.json() ? "application/json" : "text/plain")
                    .contentEncoding("UTF-8")
                    .deliveryMode(PERSISTENT)
                    .messageId(key)
                    .build();
            // Mandatory: a message that no queue takes comes back instead of being lost.
            channel.basicPublish(message.exchange(), message.queue(), true, properties, message.body());
            if (!channel.waitForConfirms(LIMIT)) {
                return Optional.of("The broker " + host + " refused the message");
            }
            return returned.get().isEmpty() ? Optional.empty() : Optional.of(notRouted(message, host));
        } catch (PossibleAuthenticationFailureException e) {
            return Optional.of(
                    "The broker " + host + " refused the log-in; check user, password and virtual host in url");
        } catch (TimeoutException e) {
            return Optional.of(
                    "The broker " + host + " did not answer in time; whether it has the message is not known");
        } catch (ConnectException e) {
            return Optional.of("No connection to the broker " + host + ":" + factory.getPort() + "; check url");
        } catch (IOException | ShutdownSignalException e) {
            return Optional.of("The broker " + host + " closed the connection" + reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new dev.valence.http.Unavailable("The server is stopping", java.time.Duration.ofSeconds(5));
        } finally {
            if (connection != null) {
                connection.abort(1_000);
            }
        }
    }

    private static String notRouted(Message message, String host) {
        return message.exchange().isEmpty()
                ? "The broker " + host + " has no queue " + message.queue()
                : "The exchange " + message.exchange() + " leads to no queue with the routing key " + message.queue();
    }

    /** What the broker says of a closed channel, such as an exchange that is not there. */
    private static String reason(Exception e) {
        Throwable cause = e instanceof ShutdownSignalException ? e : e.getCause();
        return cause instanceof ShutdownSignalException signal && signal.getReason() instanceof AMQP.Channel.Close close
                ? ": " + close.getReplyText()
                : "; check url";
    }

    private static ConnectionFactory factory(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        if (!lower.startsWith("amqp://") && !lower.startsWith("amqps://")) {
            throw new BadRequest("The property url has to begin with amqp:// or amqps://");
        }
        ConnectionFactory factory = new ConnectionFactory();
        try {
            factory.setUri(url);
            if (lower.startsWith("amqps://")) {
                factory.useSslProtocol(BrokerCertificates.context(factory.getHost()));
            }
        } catch (URISyntaxException | GeneralSecurityException | IllegalArgumentException e) {
            throw new BadRequest("The property url is no proper address amqp://user:password@host:port/virtual-host");
        }
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        factory.setConnectionTimeout(5_000);
        factory.setHandshakeTimeout(LIMIT);
        factory.setRequestedHeartbeat(30);
        return factory;
    }
}
