package dev.valence.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where things of a test run lie, and which ports are free. */
final class Workspace {
    static final Path SERVER_APP = Path.of("target/quarkus-app").toAbsolutePath();
    static final Path SANDBOX_APP =
            Path.of("../sandbox/target/quarkus-app").toAbsolutePath().normalize();

    private Workspace() {}

    /** A fresh folder below the module's target folder, where logs can be read after a failure. */
    static Path folder(String name) {
        try {
            Path parent = Files.createDirectories(Path.of("target/e2e").toAbsolutePath());
            return Files.createTempDirectory(parent, name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A port of this machine that nobody listens on just now. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
