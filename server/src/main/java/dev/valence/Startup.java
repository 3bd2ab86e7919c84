package dev.valence;

import dev.valence.store.Database;
import dev.valence.store.StartupFailure;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The order of the start: a free port, then the database; the HTTP server follows when this is done. */
@Singleton
final class Startup {
    private static final int BEFORE_ALL_OTHERS = 1;

    private final Instance<Database> database;
    private final String host;
    private final int port;

    @Inject
    Startup(
            Instance<Database> database,
            @ConfigProperty(name = "valence.host") String host,
            @ConfigProperty(name = "valence.port") int port) {
        this.database = database;
        this.host = host;
        this.port = port;
    }

    void start(@Observes @Priority(BEFORE_ALL_OTHERS) StartupEvent event) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            requireFreePort();
        }
        database.get().jdbi();
    }

    /** Quarkus would find out only after the database was started, and tell it in many lines. */
    private void requireFreePort() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new StartupFailure("port " + port
                    + " is in use; end what uses it, or choose another port with --port N" + " (VALENCE_PORT)");
        }
    }
}
