package dev.valence.execution;

import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.StartTLSOptions;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The mail server that the operator named. */
@Singleton
final class MailServer {
    private final Optional<MailClient> client;
    private final String from;

    /** A mail did not leave; what is said holds no password. */
    static final class NotSent extends Exception {
        private final boolean worthAnotherTry;

        NotSent(String message, boolean worthAnotherTry) {
            super(message);
            this.worthAnotherTry = worthAnotherTry;
        }

        boolean worthAnotherTry() {
            return worthAnotherTry;
        }
    }

    /** @param security {@code starttls}, {@code tls} from the first byte, or {@code none} */
    @Inject
    MailServer(
            Vertx vertx,
            @ConfigProperty(name = "valence.mail.host") Optional<String> host,
            @ConfigProperty(name = "valence.mail.port") int port,
            @ConfigProperty(name = "valence.mail.security") String security,
            @ConfigProperty(name = "valence.mail.user") Optional<String> user,
            @ConfigProperty(name = "valence.mail.password") Optional<String> password,
            @ConfigProperty(name = "valence.mail.from") String from) {
        this.from = from;
        this.client = host.filter(name -> !name.isBlank()).map(name -> {
            String wanted = security.strip().toLowerCase(Locale.ROOT);
            if (!List.of("starttls", "tls", "none").contains(wanted)) {
                throw new dev.valence.store.StartupFailure(
                        "VALENCE_MAIL_SECURITY must be starttls, tls or none, not '" + security + "'");
            }
            MailConfig config = new MailConfig()
                    .setHostname(name)
                    .setPort(port)
                    .setSsl(wanted.equals("tls"))
                    .setStarttls(wanted.equals("starttls") ? StartTLSOptions.REQUIRED : StartTLSOptions.DISABLED)
                    .setLogin(user.isPresent() ? LoginOption.REQUIRED : LoginOption.NONE)
                    .setKeepAlive(false)
                    .setUserAgent("Valence");
            user.ifPresent(config::setUsername);
            password.ifPresent(config::setPassword);
            return MailClient.create(vertx, config);
        });
    }

    /**
     * Hands a mail over; waits.
     *
     * @param to addresses, separated by commas
     */
    void send(String to, String subject, String text, Duration limit) throws NotSent {
        List<String> addresses = Arrays.stream(to.split("[,;]", -1))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .toList();
        if (addresses.isEmpty()) {
            throw new NotSent("The mail has no address; set notification.email at the formula instance", false);
        }
        MailClient mailer = client.orElseThrow(
                () -> new NotSent("This server has no mail server; its operator has to set VALENCE_MAIL_HOST", false));
        try {
            MailMessage message = new MailMessage()
                    .setFrom(from)
                    .setTo(addresses)
                    .setSubject(subject)
                    .setText(text);
            mailer.sendMail(message)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IllegalArgumentException e) {
            throw new NotSent("One of the addresses is none: " + to, false);
        } catch (ExecutionException e) {
            Throwable cause = java.util.Objects.requireNonNullElse(e.getCause(), e);
            throw new NotSent("The mail server did not take the mail: " + reason(cause), !isFinal(cause));
        } catch (TimeoutException e) {
            throw new NotSent("The mail server did not answer in time", true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotSent("The server is stopping", true);
        }
    }

    private static String reason(Throwable cause) {
        return cause instanceof IllegalArgumentException
                ? "one of the addresses is none"
                : String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }

    /** Replies of the 5xx kind stay what they are (RFC 5321 section 4.2.1). */
    private static boolean isFinal(Throwable cause) {
        return cause instanceof IllegalArgumentException
                || (cause instanceof io.vertx.ext.mail.SMTPException refused && refused.isPermanent());
    }

    @PreDestroy
    void close() {
        client.ifPresent(MailClient::close);
    }
}
