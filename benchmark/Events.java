import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Posts signed events to a running server as a provider does, and receives them as an application does.
 *
 * <pre>java -cp org.postgresql.postgresql-VERSION.jar Events.java BASE AUTHORIZATION DATA_FOLDER</pre>
 */
class Events {
    private static final String SECRET = "bench-secret";
    private static final Pattern NUMBER = Pattern.compile("bench-(\\d+)-");

    private static final AtomicInteger WEBHOOKS = new AtomicInteger();
    private static final AtomicInteger SENT = new AtomicInteger();
    /** When the application got each event, by the number in its object's id. */
    private static final Map<Integer, Long> ARRIVED = new ConcurrentHashMap<>();

    public static void main(String[] arguments) throws Exception {
        URI base = URI.create(arguments[0]);
        String authorization = arguments[1];
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 1_000);
        server.createContext("/v1", Events::provide);
        server.createContext("/events", Events::receive);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        int own = server.getAddress().getPort();

        String silent = instance(base, authorization, own, "");
        String heard = instance(base, authorization, own, "http://127.0.0.1:" + own + "/events");
        accept(base, silent, 32, 5, "warm-up, ");
        accept(base, silent, 32, 15, "");
        paced(base, silent, 1_500, 15);
        endToEnd(base, heard, 2_000, "warm-up, ");
        endToEnd(base, heard, 16_000, "");
        latency(base, heard, "");
        million(Path.of(arguments[2]), id(heard));
        latency(base, heard, " with 1,000,000 deliveries waiting");
        endToEnd(base, heard, 8_000, "with 1,000,000 deliveries waiting, ");
        System.exit(0);
    }

    /** As many as the server takes. */
    private static void accept(URI base, String path, int connections, int seconds, String remark) throws Exception {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        AtomicLong count = new AtomicLong();
        List<long[]> all = new ArrayList<>();
        inParallel(connections, lane -> {
            long[] times = new long[200_000];
            int taken = 0;
            try (Client client = new Client(base)) {
                while (System.nanoTime() < end && taken < times.length) {
                    long began = System.nanoTime();
                    client.post(path, SENT.getAndIncrement());
                    times[taken++] = System.nanoTime() - began;
                }
            }
            count.addAndGet(taken);
            synchronized (all) {
                all.add(Arrays.copyOf(times, taken));
            }
        });
        long[] sorted = all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        System.out.printf(
                "accepted, %s%d connections without pause: %.0f events/s, p50 %.1f ms, p99 %.1f ms%n",
                remark, connections, (double) count.get() / seconds, at(sorted, 0.5), at(sorted, 0.99));
    }

    /** A fixed rate; the time counts from when a post was due, whether or not a connection was free. */
    private static void paced(URI base, String path, int rate, int seconds) throws Exception {
        long[] times = onSchedule(base, path, rate, seconds, (due) -> System.nanoTime() - due);
        Arrays.sort(times);
        System.out.printf(
                "accepted at %d events/s: p50 %.1f ms, p99 %.1f ms%n", rate, at(times, 0.5), at(times, 0.99));
    }

    private static void endToEnd(URI base, String path, int events, String remark) throws Exception {
        int first = SENT.getAndAdd(events);
        AtomicInteger next = new AtomicInteger(first);
        long began = System.nanoTime();
        inParallel(32, lane -> {
            try (Client client = new Client(base)) {
                for (int n = next.getAndIncrement(); n < first + events; n = next.getAndIncrement()) {
                    client.post(path, n);
                }
            }
        });
        double posted = (System.nanoTime() - began) / 1e9;
        long last = awaitAll(first, events);
        System.out.printf(
                "%sto the application: %d events posted in %.1f s, all received after %.1f s, %.0f events/s%n",
                remark, events, posted, (last - began) / 1e9, events / ((last - began) / 1e9));
    }

    /** From the moment a post is due to its arrival at the application, at 50 a second. */
    private static void latency(URI base, String path, String remark) throws Exception {
        int events = 50 * 15;
        int first = SENT.get();
        long[] due = new long[events];
        AtomicInteger at = new AtomicInteger();
        onSchedule(base, path, 50, 15, when -> {
            due[at.getAndIncrement()] = when;
            return 0;
        });
        awaitAll(first, events);
        Arrays.sort(due);
        long[] times = new long[events];
        for (int i = 0; i < events; i++) {
            times[i] = ARRIVED.get(first + i) - due[i];
        }
        Arrays.sort(times);
        System.out.printf(
                "from post to application at 50 events/s%s: p50 %.1f ms, p99 %.1f ms%n",
                remark, at(times, 0.5), at(times, 0.99));
    }

    private interface Scheduled {
        long done(long due);
    }

    private static long[] onSchedule(URI base, String path, int rate, int seconds, Scheduled scheduled)
            throws Exception {
        int events = rate * seconds;
        long[] times = new long[events];
        AtomicInteger next = new AtomicInteger();
        long start = System.nanoTime() + 50_000_000;
        int first = SENT.getAndAdd(events);
        inParallel(64, lane -> {
            try (Client client = new Client(base)) {
                for (int n = next.getAndIncrement(); n < events; n = next.getAndIncrement()) {
                    long due = start + n * 1_000_000_000L / rate;
                    long wait = due - System.nanoTime();
                    if (wait > 0) {
                        Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
                    }
                    client.post(path, first + n);
                    times[n] = scheduled.done(due);
                }
            }
        });
        return times;
    }

    private static long awaitAll(int first, int events) throws InterruptedException {
        long deadline = System.nanoTime() + 300_000_000_000L;
        while (true) {
            long last = 0;
            int missing = 0;
            for (int n = first; n < first + events; n++) {
                Long arrived = ARRIVED.get(n);
                missing += arrived == null ? 1 : 0;
                last = arrived == null ? last : Math.max(last, arrived);
            }
            if (missing == 0) {
                return last;
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(missing + " events did not arrive within 5 minutes");
            }
            Thread.sleep(20);
        }
    }

    /** Deliveries that were tried and wait for later, at the instance that is measured and at another one. */
    private static void million(Path data, String instance) throws Exception {
        List<String> postmaster = Files.readAllLines(data.resolve("postgres/postmaster.pid"));
        String password = Files.readString(data.resolve("postgres.password")).strip();
        String url = "jdbc:postgresql://127.0.0.1:" + postmaster.get(3).strip() + "/postgres";
        try (var connection = DriverManager.getConnection(url, "valence", password);
                var statement = connection.createStatement()) {
            statement.execute("insert into delivery (event_id, received_at, instance_id, state, attempts, due_at)"
                    + " select -n, now(), " + instance + ", 'waiting', 3, now() + interval '1 day'"
                    + " from generate_series(1, 1000000) n");
            statement.execute("analyze delivery");
        }
    }

    private static void inParallel(int lanes, Lane work) throws Exception {
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        for (int i = 0; i < lanes; i++) {
            int lane = i;
            threads.add(Thread.startVirtualThread(() -> {
                try {
                    work.run(lane);
                } catch (Throwable e) {
                    synchronized (failures) {
                        failures.add(e);
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException("A post failed", failures.getFirst());
        }
    }

    private interface Lane {
        void run(int lane) throws Exception;
    }

    /** One kept-alive connection. */
    private static final class Client implements AutoCloseable {
        private final Socket socket;
        private final InputStream in;
        private final Mac mac;
        private final String host;

        Client(URI base) throws Exception {
            socket = new Socket(base.getHost(), base.getPort());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(30_000);
            in = new BufferedInputStream(socket.getInputStream());
            host = base.getAuthority();
            mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        }

        void post(String path, int number) throws IOException {
            byte[] body = ("{\"id\":\"w1\",\"name\":\"bench\",\"resource\":\"messages\",\"event\":\"created\",\"data\":"
                            + "{\"id\":\"bench-" + number + "-\",\"roomId\":\"Y2lzY29zcGFyazovL3VzL1JPT00vMjIyMjIyMjI\","
                            + "\"personEmail\":\"bob@sandbox.example\",\"created\":\"2026-01-15T09:30:00.123Z\"}}")
                    .getBytes(StandardCharsets.UTF_8);
            String head = "POST " + path + " HTTP/1.1\r\nHost: " + host
                    + "\r\nContent-Type: application/json\r\nX-Spark-Signature: "
                    + HexFormat.of().formatHex(mac.doFinal(body)) + "\r\nContent-Length: " + body.length + "\r\n\r\n";
            byte[] headBytes = head.getBytes(StandardCharsets.US_ASCII);
            byte[] all = Arrays.copyOf(headBytes, headBytes.length + body.length);
            System.arraycopy(body, 0, all, headBytes.length, body.length);
            socket.getOutputStream().write(all);
            int length = 0;
            String status = line();
            for (String header = line(); !header.isEmpty(); header = line()) {
                if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                    length = Integer.parseInt(header.substring(15).strip());
                }
            }
            String reply = new String(in.readNBytes(length), StandardCharsets.UTF_8);
            if (!status.contains(" 200")) {
                throw new IOException(status + " " + reply);
            }
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new IOException("The server closed the connection");
                }
                if (c != '\r') {
                    line.append((char) c);
                }
            }
            return line.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** A new instance; answers the path that its provider posts to. */
    private static String instance(URI base, String authorization, int own, String callback) throws Exception {
        String body = """
                {"element":{"key":"ciscospark"},"name":"Bench","externalAuthentication":"initial","configuration":{
                "base.url":"http://127.0.0.1:%d/v1","oauth.api.key":"bench","oauth.api.secret":"bench",
                "oauth.callback.url":"http://127.0.0.1:%d/callback","oauth.user.token":"bench-access",
                "oauth.user.refresh_token":"bench-refresh","oauth.user.refresh_interval":"31536000",
                "event.notification.enabled":"true","event.vendor.signature.key":"%s",
                "event.notification.callback.url":"%s"}}""".formatted(own, own, SECRET, callback);
        HttpResponse<String> reply = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(base + "/instances"))
                                .header("Authorization", authorization)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        Matcher id = Pattern.compile("\"id\":(\\d+)").matcher(reply.body());
        if (reply.statusCode() != 200 || !id.find()) {
            throw new IllegalStateException("The instance was refused: " + reply.body());
        }
        return base.getPath() + "/events/ciscospark/"
                + Base64.getEncoder().encodeToString(id.group(1).getBytes(StandardCharsets.US_ASCII));
    }

    private static String id(String path) {
        return new String(
                Base64.getDecoder().decode(path.substring(path.lastIndexOf('/') + 1)), StandardCharsets.US_ASCII);
    }

    /** Lets webhooks be registered. */
    private static void provide(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        boolean list = exchange.getRequestMethod().equals("GET");
        answer(exchange, list ? "{\"items\":[]}" : "{\"id\":\"w" + WEBHOOKS.incrementAndGet() + "\"}");
    }

    private static void receive(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Matcher number = NUMBER.matcher(body);
        if (number.find()) {
            ARRIVED.putIfAbsent(Integer.parseInt(number.group(1)), System.nanoTime());
        }
        answer(exchange, "{}");
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static double at(long[] sorted, double quantile) {
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * quantile))] / 1e6;
    }
}
