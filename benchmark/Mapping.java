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
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a list of 50 objects with 20 fields each through a running server: as it is, mapped by fields, and mapped with a script;
 * and the same list through a plain proxy.
 *
 * <pre>java Mapping.java BASE AUTHORIZATION SERVER_PID VENDOR_PORT PROXY_PORT</pre>
 */
class Mapping {
    private static final int CONNECTIONS = 16;
    private static final int ROUNDS = 5;
    private static final int SECONDS = 4;
    private static final int OBJECTS = 50;
    private static final int FIELDS = 20;

    private record Target(String name, int port, String path, String authorization, boolean server) {}

    private record Round(double requests, double cpuMicros) {}

    public static void main(String[] arguments) throws Exception {
        URI base = URI.create(arguments[0]);
        long pid = Long.parseLong(arguments[2]);
        int vendor = Integer.parseInt(arguments[3]);
        byte[] list = list().getBytes(StandardCharsets.UTF_8);
        HttpServer provider = HttpServer.create(new InetSocketAddress("127.0.0.1", vendor), 1_000);
        provider.createContext("/v1/rooms", exchange -> answer(exchange, list));
        provider.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        provider.start();

        Api api = new Api(base, arguments[1]);
        String path = base.getPath() + "/hubs/collaboration/";
        List<Target> targets = List.of(
                new Target("nginx as a plain proxy", Integer.parseInt(arguments[4]), "/v1/rooms", "", false),
                new Target("Valence, as it is", base.getPort(), path + "channels", api.instance(vendor), true),
                new Target("Valence, mapped", base.getPort(), path + "thing", api.mapped(vendor, ""), true),
                new Target(
                        "Valence, mapped, with a script",
                        base.getPort(),
                        path + "thing",
                        api.mapped(vendor, "transformedObject.own1 += '!'; done(transformedObject);"),
                        true));
        Map<String, List<Round>> rounds = new LinkedHashMap<>();
        for (Target target : targets) {
            run(target, pid, 8);
            rounds.put(target.name(), new ArrayList<>());
        }
        for (int i = 0; i < ROUNDS; i++) {
            for (Target target : targets) {
                rounds.get(target.name()).add(run(target, pid, SECONDS));
            }
        }
        double plain = median(rounds.get("Valence, as it is"), false);
        double nginx = median(rounds.get("nginx as a plain proxy"), true);
        System.out.printf("%-34s %12s %16s %10s %10s%n", CONNECTIONS + " connections, medians", "requests/s", "CPU us/request", "CPU x", "of nginx");
        rounds.forEach((name, all) -> System.out.printf(
                "%-34s %12.0f %16.1f %10.2f %10.2f%n",
                name, median(all, true), median(all, false), median(all, false) / plain, median(all, true) / nginx));
        System.exit(0);
    }

    private static Round run(Target target, long pid, int seconds) throws Exception {
        long before = cpuTicks(pid);
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        AtomicLong count = new AtomicLong();
        long began = System.nanoTime();
        try (var threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<java.util.concurrent.Callable<Void>> lanes = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                lanes.add(() -> {
                    try (Client client = new Client(target)) {
                        while (System.nanoTime() < end) {
                            client.get();
                            count.incrementAndGet();
                        }
                    }
                    return null;
                });
            }
            for (var lane : threads.invokeAll(lanes)) {
                lane.get();
            }
        }
        double time = (System.nanoTime() - began) / 1e9;
        double cpu = target.server() ? (cpuTicks(pid) - before) * 10_000.0 / count.get() : 0;
        return new Round(count.get() / time, cpu);
    }

    /** Of a process and its children, in hundredths of a second: scripts run in processes of their own. */
    private static long cpuTicks(long pid) throws IOException {
        long ticks = 0;
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                try {
                    String stat = Files.readString(process.resolve("stat"));
                    String[] after = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                    boolean own = process.getFileName().toString().equals(Long.toString(pid));
                    boolean java = stat.contains("(java)");
                    if (own || (java && after[1].equals(Long.toString(pid)))) {
                        ticks += Long.parseLong(after[11]) + Long.parseLong(after[12]);
                    }
                } catch (IOException e) {
                    // It ended meanwhile.
                    continue;
                }
            }
        }
        return ticks;
    }

    private static double median(List<Round> rounds, boolean requests) {
        double[] values = rounds.stream()
                .mapToDouble(round -> requests ? round.requests() : round.cpuMicros())
                .sorted()
                .toArray();
        return values[values.length / 2];
    }

    private static String list() {
        StringBuilder json = new StringBuilder("{\"items\":[");
        for (int i = 0; i < OBJECTS; i++) {
            json.append(i == 0 ? "{" : ",{").append("\"id\":\"Y2lzY29zcGFyazovL3VzL1JPT00v").append(i).append('"');
            for (int f = 1; f < FIELDS; f++) {
                json.append(",\"field").append(f).append("\":\"value ").append(i).append('-').append(f).append('"');
            }
            json.append('}');
        }
        return json.append("]}").toString();
    }

    private static void answer(HttpExchange exchange, byte[] list) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, list.length);
            exchange.getResponseBody().write(list);
        }
    }

    /** The platform's API, as far as a run needs it. */
    private record Api(URI base, String authorization) {
        private static final HttpClient CLIENT = HttpClient.newHttpClient();

        /** The Authorization header of calls through a new instance. */
        String instance(int vendor) throws Exception {
            return authorization + ", Element " + member(create(vendor), "token");
        }

        /** One with a transformation of its own. */
        String mapped(int vendor, String script) throws Exception {
            String instance = create(vendor);
            Matcher id = Pattern.compile("\"id\":(\\d+)").matcher(instance);
            if (!id.find()) {
                throw new IllegalStateException(instance);
            }
            StringBuilder fields = new StringBuilder("{\"path\":\"id\",\"vendorPath\":\"id\"}");
            for (int f = 1; f < FIELDS; f++) {
                fields.append(",{\"path\":\"own").append(f).append("\",\"vendorPath\":\"field").append(f).append("\"}");
            }
            String own = "/instances/" + id.group(1);
            post(own + "/objects/thing/definitions", "{\"fields\":[{\"path\":\"id\"}]}");
            post(own + "/transformations/thing", "{\"vendorName\":\"channels\",\"fields\":[" + fields + "]"
                    + (script.isEmpty() ? "" : ",\"script\":{\"body\":\"" + script + "\"}") + "}");
            return authorization + ", Element " + member(instance, "token");
        }

        private String create(int vendor) throws Exception {
            String vendorBase = "http://127.0.0.1:" + vendor;
            return post("/instances", """
                    {"element":{"key":"ciscospark"},"name":"Bench","externalAuthentication":"initial","configuration":{
                    "base.url":"%s/v1","oauth.api.key":"bench","oauth.api.secret":"bench","oauth.callback.url":"%s/callback",
                    "oauth.scope":"spark:rooms_read","oauth.user.token":"bench-access","oauth.user.refresh_token":"bench-refresh",
                    "oauth.user.refresh_interval":"31536000"}}""".formatted(vendorBase, vendorBase));
        }

        private String post(String path, String body) throws Exception {
            HttpResponse<String> reply = CLIENT.send(
                    HttpRequest.newBuilder(URI.create(base + path))
                            .header("Authorization", authorization)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (reply.statusCode() != 200) {
                throw new IllegalStateException(path + " answered " + reply.statusCode() + ": " + reply.body());
            }
            return reply.body();
        }

        private static String member(String json, String name) {
            Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(json);
            if (!found.find()) {
                throw new IllegalStateException(json);
            }
            return found.group(1);
        }
    }

    /** One kept-alive connection. */
    private static final class Client implements AutoCloseable {
        private final Socket socket;
        private final InputStream in;
        private final byte[] request;

        Client(Target target) throws IOException {
            socket = new Socket("127.0.0.1", target.port());
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
            request = ("GET " + target.path() + " HTTP/1.1\r\nHost: localhost\r\n"
                            + (target.authorization().isEmpty() ? "" : "Authorization: " + target.authorization() + "\r\n")
                            + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
        }

        void get() throws IOException {
            socket.getOutputStream().write(request);
            String status = line();
            int length = -1;
            for (String header = line(); !header.isEmpty(); header = line()) {
                if (header.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(header.substring(15).strip());
                }
            }
            byte[] body = in.readNBytes(Math.max(0, length));
            if (!status.contains(" 200 ") || body.length < 10_000) {
                throw new IllegalStateException(status + " " + new String(Arrays.copyOf(body, Math.min(300, body.length)), StandardCharsets.UTF_8));
            }
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
                line.append((char) c);
            }
            return line.toString().strip();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
