package dev.valence;

import dev.valence.provider.AddressGuard;
import dev.valence.provider.AddressRange;
import dev.valence.tenant.FirstTenant;
import dev.valence.tenant.OwnerSecrets;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What a person who started the server needs to know next; the last thing that a start does. */
@Singleton
public class Welcome {
    private final FirstTenant firstTenant;
    private final OwnerSecrets secrets;
    private final AddressGuard guard;
    private final URI publicUrl;
    private final String host;
    private final int port;

    public Welcome(
            FirstTenant firstTenant,
            OwnerSecrets secrets,
            AddressGuard guard,
            @ConfigProperty(name = "valence.public-url") URI publicUrl,
            @ConfigProperty(name = "valence.host") String host,
            @ConfigProperty(name = "valence.port") int port) {
        this.firstTenant = firstTenant;
        this.secrets = secrets;
        this.guard = guard;
        this.publicUrl = publicUrl;
        this.host = host;
        this.port = port;
    }

    /** After the listening socket has opened. */
    void greet(@Observes @Priority(20_000) StartupEvent started) throws IOException {
        requestFirst(URI.create(
                "http://" + (anyAddress() ? "127.0.0.1" : host) + ":" + port + "/elements/api-v2/elements/keys"));
        print(System.out, sinceProcessStart());
    }

    private boolean anyAddress() {
        return host.equals("0.0.0.0");
    }

    private void print(PrintStream out, Duration readyAfter) {
        FirstTenant.FirstUser user = firstTenant.ensure();
        String userSecret = secrets.ofUser(user.organizationId(), user.userId());
        String organizationSecret = secrets.ofOrganization(user.organizationId());
        out.printf("%nValence is ready: %s%n%n", publicUrl);
        out.printf("  First user           %s, %s%n", user.email(), passwordHint(user));
        out.printf("  User secret          %s%n", userSecret);
        out.printf("  Organization secret  %s%n", organizationSecret);
        out.printf("  Private addresses    %s%n", openRanges());
        out.printf("  First request        served %.1f s after the process started%n", readyAfter.toMillis() / 1000.0);
        residentMegabytes().ifPresent(megabytes -> out.printf("  Memory               %d MB%n", megabytes));
        out.printf("%nTry it:%n%n");
        out.printf(
                "  curl -H 'Authorization: User %s, Organization %s' http://%s:%d/elements/api-v2/organizations/me%n%n",
                userSecret, organizationSecret, anyAddress() ? "localhost" : host, port);
        out.flush();
    }

    /** The password itself is shown once, at the start that made it; later only where it is kept. */
    private static String passwordHint(FirstTenant.FirstUser user) {
        Optional<Path> file = user.passwordFile();
        if (file.isEmpty()) {
            return "with the password given in VALENCE_ADMIN_PASSWORD at the first start";
        }
        return user.freshPassword()
                .map(password -> "password " + password + " (kept in " + file.get() + ")")
                .orElseGet(() -> "password in " + file.get());
    }

    private String openRanges() {
        return guard.open().isEmpty()
                ? "none may be called"
                : guard.open().stream().map(AddressRange::label).collect(Collectors.joining(", "))
                        + " may be called (VALENCE_ALLOW_PRIVATE_ADDRESSES)";
    }

    private static void requestFirst(URI url) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
        connection.setConnectTimeout(5_000);
        connection.setReadTimeout(5_000);
        if (connection.getResponseCode() != 200) {
            throw new IOException("The first request was answered with " + connection.getResponseCode());
        }
        connection.disconnect();
    }

    private static Duration sinceProcessStart() {
        Instant start = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
        return Duration.between(start, Instant.now());
    }

    /** What the operating system counts for this process; known on Linux only. */
    private static Optional<Long> residentMegabytes() {
        try {
            return Files.readString(Path.of("/proc/self/status"), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
