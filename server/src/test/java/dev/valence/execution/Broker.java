package dev.valence.execution;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A RabbitMQ of our own on a loopback port, from the system's packages. */
final class Broker {
    private static final Path PROGRAM = Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Process mapper;
    private final Process process;
    private final Path folder;
    private final int port;

    private Broker(Process mapper, Process process, Path folder, int port) {
        this.mapper = mapper;
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    static boolean installed() {
        return Files.isExecutable(PROGRAM);
    }

    static Broker start() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("rabbit");
        int port = freePort();
        Path configuration = Files.writeString(
                folder.resolve("rabbitmq.conf"), "listeners.tcp.1 = 127.0.0.1:" + port + "\nlog.console = true\n");
        Path plugins = Files.writeString(folder.resolve("plugins"), "[].\n");
        ProcessBuilder builder = new ProcessBuilder(PROGRAM.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        String mapperPort = Integer.toString(freePort());
        // Erlang's port mapper, which the broker would start as a process that outlives it.
        Process mapper = new ProcessBuilder("epmd", "-port", mapperPort, "-address", "127.0.0.1")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        builder.environment()
                .putAll(Map.of(
                        "HOME", folder.toString(),
                        "RABBITMQ_NODENAME", "valence" + port + "@localhost",
                        "RABBITMQ_CONFIG_FILE", configuration.toString(),
                        "RABBITMQ_CONF_ENV_FILE", folder.resolve("none").toString(),
                        "RABBITMQ_ENABLED_PLUGINS_FILE", plugins.toString(),
                        "RABBITMQ_MNESIA_BASE", folder.resolve("mnesia").toString(),
                        "RABBITMQ_LOG_BASE", folder.resolve("logs").toString(),
                        "RABBITMQ_DIST_PORT", Integer.toString(freePort()),
                        "ERL_EPMD_PORT", mapperPort,
                        "ERL_EPMD_ADDRESS", "127.0.0.1"));
        Broker broker = new Broker(mapper, builder.start(), folder, port);
        broker.awaitListening();
        return broker;
    }

    int port() {
        return port;
    }

    private void awaitListening() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException notYet) {
                Thread.sleep(100);
            }
        }
        String log = Files.readString(folder.resolve("log"));
        close();
        throw new AssertionError("RabbitMQ did not start: " + log);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Ends the broker and what it started. */
    void close() throws IOException, InterruptedException {
        Stream<ProcessHandle> children = process.descendants().toList().stream();
        process.destroy();
        children.forEach(ProcessHandle::destroy);
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        mapper.destroyForcibly().waitFor();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
