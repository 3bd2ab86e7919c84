package dev.valence.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * A real PostgreSQL of our own in {@code <data>/postgres}, durable, reachable on a loopback port only.
 *
 * <p>zonky's own class of this name is made for tests (no fsync, trusting every local process, cleaning its folder), so only
 * its programs are used.
 *
 * <p>Every local account can connect to a loopback port, so PostgreSQL asks for a password (SCRAM). It is random, made
 * with the cluster and kept in {@code <data>/postgres.password}, which only the owner can read.
 */
final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(EmbeddedPostgres.class);
    private static final String USER = "valence";
    private static final int MAX_CONNECTIONS = 60;
    private static final int ATTEMPTS = 3;

    /** Durable first: what was accepted survives a crash. The rest keeps it small beside one JVM. */
    private static final List<String> SETTINGS = List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=''",
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            "max_connections=" + MAX_CONNECTIONS,
            "shared_buffers=64MB",
            "io_method=sync",
            "jit=off",
            "timezone=UTC",
            "log_timezone=UTC",
            // No lines about failed statements: they would carry the data of tenants.
            "log_min_messages=log",
            "log_checkpoints=off",
            "log_error_verbosity=terse");

    private final Path data;
    private final Path cluster;
    private final PostgresBinaries binaries;
    private final PostgresAccount account;
    private int port;

    private EmbeddedPostgres(Path data, PostgresBinaries binaries, PostgresAccount account) {
        this.data = data;
        this.cluster = data.resolve("postgres");
        this.binaries = binaries;
        this.account = account;
    }

    /** Starts on the given folder, which the caller holds; makes the cluster at the first time. */
    static EmbeddedPostgres start(Path data) {
        try {
            PostgresBinaries binaries = PostgresBinaries.unpackedIn(data);
            PostgresAccount account = PostgresAccount.choose(data.resolve("postgres"));
            return start(data, binaries, account);
        } catch (IOException e) {
            throw new StartupFailure("the embedded PostgreSQL in " + data + " did not start: " + e);
        }
    }

    static EmbeddedPostgres start(Path data, PostgresBinaries binaries, PostgresAccount account) throws IOException {
        EmbeddedPostgres postgres = new EmbeddedPostgres(data, binaries, account);
        if (Files.notExists(postgres.cluster)) {
            postgres.initialise();
        }
        postgres.stopOrphan();
        postgres.startServer();
        binaries.removeOthers();
        return postgres;
    }

    DatabaseAddress address() {
        String place = "127.0.0.1:" + port + "/postgres";
        return new DatabaseAddress("jdbc:postgresql://" + place, place, USER, password());
    }

    /** Stops the server: open transactions are rolled back, everything committed is written. */
    @Override
    public void close() {
        try {
            Commands.Outcome outcome = control("stop", "-m", "fast", "-t", "60");
            if (!outcome.succeeded()) {
                LOG.warnf("The embedded PostgreSQL did not stop: %s", outcome.output());
            }
        } catch (IOException e) {
            LOG.warn("The embedded PostgreSQL could not be told to stop", e);
        }
    }

    /** Makes the cluster aside and moves it into place, so that an interrupted first start leaves nothing half done. */
    private void initialise() throws IOException {
        LOG.infof("Creating the database in %s", cluster);
        Path fresh = data.resolve("postgres.new");
        PostgresBinaries.delete(fresh);
        Files.createDirectory(
                fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path secret = data.resolve("postgres.password");
        writeSecret(secret, newPassword());
        Path handedOver = fresh.resolveSibling("postgres.password.new");
        writeSecret(handedOver, Files.readString(secret));
        account.own(fresh);
        account.own(handedOver);
        Commands.Outcome outcome = account.commands()
                .run(List.of(
                        binaries.program("initdb"),
                        "--pgdata=" + fresh,
                        "--username=" + USER,
                        "--pwfile=" + handedOver,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--no-locale",
                        // The same order of texts on every machine, whatever C library it has.
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8"));
        Files.delete(handedOver);
        if (!outcome.succeeded()) {
            throw new StartupFailure("the database could not be created in " + data + ": " + outcome.output());
        }
        Files.move(fresh, cluster, StandardCopyOption.ATOMIC_MOVE);
    }

    private void stopOrphan() throws IOException {
        Postmaster postmaster = new Postmaster(cluster);
        if (!postmaster.runs()) {
            postmaster.disown();
            return;
        }
        LOG.infof("A PostgreSQL was left running on %s; stopping it first", cluster);
        // The caller holds the folder, so no Valence uses it: its clients are dead.
        Commands.Outcome outcome = control("stop", "-m", "fast", "-t", "60");
        if (!outcome.succeeded() && postmaster.runs()) {
            throw new StartupFailure("a PostgreSQL that was left running on " + cluster
                    + " cannot be stopped; end it by hand: " + outcome.output());
        }
    }

    private void startServer() throws IOException {
        Path log = cluster.resolve("server.log");
        for (int attempt = 1; ; attempt++) {
            port = freePort();
            String options = SETTINGS.stream().map(setting -> "-c " + setting).collect(Collectors.joining(" "));
            long logged = Files.exists(log) ? Files.size(log) : 0;
            // Five minutes, because a start after a crash reads the log of the last changes again.
            Commands.Outcome outcome =
                    control("start", "-t", "300", "-l", log.toString(), "-o", "-p " + port + " " + options);
            if (outcome.succeeded()) {
                return;
            }
            String reason = Files.exists(log) ? lastLines(log, logged) : outcome.output();
            boolean portTaken = reason.contains("could not bind");
            if (!portTaken || attempt == ATTEMPTS) {
                throw new StartupFailure("the embedded PostgreSQL did not start: " + reason + " (" + log + ")");
            }
        }
    }

    private Commands.Outcome control(String action, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(binaries.program("pg_ctl"), action, "--pgdata=" + cluster, "--wait", "--silent"));
        command.addAll(List.of(arguments));
        return account.commands().run(command);
    }

    private String password() {
        Path secret = data.resolve("postgres.password");
        try {
            return Files.readString(secret).strip();
        } catch (IOException e) {
            throw new StartupFailure("the database's password cannot be read from " + secret
                    + "; restore that file, or give this account the right to read it");
        }
    }

    private static String newPassword() {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    private static void writeSecret(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text, StandardOpenOption.WRITE);
    }

    private static String lastLines(Path log, long from) throws IOException {
        byte[] all = Files.readAllBytes(log);
        String added = new String(all, (int) from, all.length - (int) from, StandardCharsets.UTF_8);
        List<String> lines = added.lines().filter(line -> !line.isBlank()).toList();
        return String.join("; ", lines.subList(Math.max(0, lines.size() - 4), lines.size()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
