package dev.valence.credential;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;

/** A process of its own that refreshes one credential. */
final class RefreshingProcess {
    private RefreshingProcess() {}

    /**
     * Refreshes, and says so.
     *
     * @param arguments database URL, database user, instance id, organization id, token URL
     */
    public static void main(String... arguments) {
        Node node = Node.on(arguments[0], arguments[1], Clock.systemUTC(), Node.SHORT, Duration.ofSeconds(10));
        long id = Long.parseLong(arguments[2]);
        URI url = URI.create(arguments[4]);
        Credential seen = node.credentials().find(id).orElseThrow();
        node.refresh()
                .newerThan(
                        seen,
                        Long.parseLong(arguments[3]),
                        new OAuthApplication(url, url, "client", "s3cret", true, ""));
        System.out.println("refreshed");
    }
}
