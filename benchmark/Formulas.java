import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Starts executions of formulas in a running server, waits for their end, and calls a formula that answers.
 *
 * <pre>java -cp org.postgresql.postgresql-VERSION.jar Formulas.java BASE AUTHORIZATION DATA_FOLDER SERVER_PID SANDBOX_ROOT</pre>
 */
class Formulas {
    private static final int CONNECTIONS = 32;
    private static final int WAITING = 100_000;
    private static final String SCRIPT = """
            {"name":"One script","triggers":[{"type":"manual","onSuccess":["sum"]}],"steps":[
            {"name":"sum","type":"script","properties":{"body":"done({n: trigger.args.n + 1});"}}]}""";
    /** What is asked of the element stands in the holes: method, path and body. */
    private static final String THREE_STEPS = """
            {"name":"Three steps","configuration":[{"key":"chat","name":"Chat","type":"elementInstance"}],
            "triggers":[{"type":"manual","onSuccess":["make"]}],"steps":[
            {"name":"make","type":"script","properties":{"body":"done({roomId: '%s', text: 'Number ' + trigger.args.n});"},
             "onSuccess":["check"]},
            {"name":"check","type":"filter","properties":{"body":"done(steps.make.text.length > 0);"},"onSuccess":["call"]},
            {"name":"call","type":"elementRequest","properties":{"elementInstanceId":"${config.chat}","method":"%s","api":"%s"%s}}]}""";
    private static final String RESOURCE = """
            {"name":"Answer","uri":"/bench-answer","method":"POST","triggers":[{"type":"manual","onSuccess":["sum"]}],"steps":[
            {"name":"sum","type":"script","properties":{"body":"done({statusCode: 200, result: {n: trigger.args.n + 1}});"}}]}""";

    private final Api api;
    private final Statement database;
    private final Processes processes;

    private Formulas(Api api, Statement database, Processes processes) {
        this.api = api;
        this.database = database;
        this.processes = processes;
    }

    public static void main(String[] arguments) throws Exception {
        Api api = new Api(URI.create(arguments[0]), arguments[1]);
        Path data = Path.of(arguments[2]);
        List<String> postmaster = Files.readAllLines(data.resolve("postgres/postmaster.pid"));
        String password = Files.readString(data.resolve("postgres.password")).strip();
        // The fourth line is the port: PostgreSQL, Database File Layout.
        String url = "jdbc:postgresql://127.0.0.1:" + postmaster.get(3).strip() + "/postgres";
        Processes processes = new Processes(Long.parseLong(arguments[3]), Long.parseLong(postmaster.getFirst().strip()));
        try (Connection connection = DriverManager.getConnection(url, "valence", password);
                Statement statement = connection.createStatement()) {
            new Formulas(api, statement, processes).run(arguments[4]);
        }
        System.exit(0);
    }

    private void run(String sandbox) throws Exception {
        String token = member(
                api.send("POST", sandbox + "/_sandbox/tokens", "{\"person\":\"ada@sandbox.example\"}", ""), "access_token");
        String room = member(
                api.send("POST", sandbox + "/webex/v1/rooms", "{\"title\":\"Bench\"}", "Bearer " + token), "id");
        String chat = "\"configuration\":{\"chat\":\"" + api.connect(sandbox, token) + "\"},";
        String script = api.instance(SCRIPT, "");
        String reads = api.instance(THREE_STEPS.formatted(room, "GET", "/me", ""), chat);
        String writes = api.instance(
                THREE_STEPS.formatted(room, "POST", "/messages", ",\"body\":\"${steps.make}\""), chat);
        String resource = api.instance(RESOURCE, "");
        executions("warm-up, one script", script, 4_000);
        executions("warm-up, three steps", writes, 4_000);
        calls("warm-up, ", resource, script, 1_000);
        for (String remark : List.of("", ", " + WAITING + " waiting")) {
            if (!remark.isEmpty()) {
                wait(writes, script);
            }
            executions("one script (goal 1,000/s)" + remark, script, 10_000);
            executions("script, filter and a GET at the sandbox (goal 400/s)" + remark, reads, 6_000);
            executions("script, filter and a POST at the sandbox (goal 400/s)" + remark, writes, 6_000);
            start(script, remark);
        }
        calls("", resource, script, 2_000);
    }

    /** Starts executions without a pause and waits for the last one's end. */
    private void executions(String name, String instance, int count) throws Exception {
        long first = number("select greatest(0, max(id)) from execution");
        Map<String, Long> before = processes.cpuMillis();
        AtomicInteger next = new AtomicInteger();
        long began = System.currentTimeMillis();
        inParallel(CONNECTIONS, () -> {
            try (Client client = new Client(api)) {
                for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
                    client.post("/formulas/instances/" + instance + "/executions", "{\"n\":" + n + "}");
                }
            }
        });
        double posted = (System.currentTimeMillis() - began) / 1e3;
        awaitAll(first);
        Map<String, Long> after = processes.cpuMillis();
        String mine = " from execution where id > " + first + " and status = 'success'";
        long well = number("select count(*)" + mine);
        if (well != count) {
            throw new IllegalStateException(well + " of " + count + " executions went well: " + text("select coalesce(max(error), '')"
                    + " from execution where id > " + first));
        }
        double seconds = (number("select (extract(epoch from max(updated_at)) * 1000)::bigint" + mine) - began) / 1e3;
        StringBuilder cpu = new StringBuilder();
        after.forEach((process, millis) -> cpu.append(
                "%s %s %.2f".formatted(cpu.isEmpty() ? "" : ",", process, (double) (millis - before.get(process)) / count)));
        System.out.printf(
                "%s: %.0f executions/s (%d, accepted at %.0f/s); CPU ms each:%s%n",
                name, count / seconds, count, count / posted, cpu);
    }

    /** Every execution with a greater number has ended. */
    private void awaitAll(long first) throws Exception {
        long deadline = System.nanoTime() + 300_000_000_000L;
        while (number("select count(*) from execution_work where execution_id > " + first) > 0) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Some executions did not end within 5 minutes");
            }
            Thread.sleep(50);
        }
    }

    /** From the moment an execution is accepted, which is before its commit, until its first step begins. */
    private void start(String instance, String remark) throws Exception {
        int rate = 50;
        int count = rate * 15;
        long first = number("select greatest(0, max(id)) from execution");
        AtomicInteger next = new AtomicInteger();
        long start = System.nanoTime();
        inParallel(8, () -> {
            try (Client client = new Client(api)) {
                for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
                    long wait = start + n * 1_000_000_000L / rate - System.nanoTime();
                    if (wait > 0) {
                        Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
                    }
                    client.post("/formulas/instances/" + instance + "/executions", "{\"n\":" + n + "}");
                }
            }
        });
        awaitAll(first);
        try (ResultSet row = database.executeQuery("select percentile_cont(array[0.5, 0.99]) within group (order by"
                + " extract(epoch from s.started_at - e.created_at) * 1000) from execution e join step_execution s"
                + " on s.execution_id = e.id and s.created_at = e.created_at and s.sequence = 1 where e.id > " + first)) {
            row.next();
            Double[] millis = (Double[]) row.getArray(1).getArray();
            System.out.printf(
                    "from the start to the first step at %d/s (goal p50 below 20 ms)%s: p50 %.1f ms, p99 %.1f ms%n",
                    rate, remark, millis[0], millis[1]);
        }
    }

    /** A formula that answers, and a plain call of the platform, in turn, one at a time. */
    private void calls(String remark, String resource, String other, int count) throws Exception {
        long[] answered = new long[count];
        long[] plain = new long[count];
        try (Client client = new Client(api)) {
            for (int i = 0; i < count; i++) {
                long began = System.nanoTime();
                client.call("POST", "/bench-answer", "{\"n\":1}", "Elements-Formula-Instance-Id: " + resource + "\r\n");
                long middle = System.nanoTime();
                client.call("GET", "/formulas/instances/" + other, "", "");
                plain[i] = System.nanoTime() - middle;
                answered[i] = middle - began;
            }
        }
        Arrays.sort(answered);
        Arrays.sort(plain);
        System.out.printf(
                "%sformula as a resource with one script: p50 %.2f ms, p99 %.2f ms; plain call p50 %.2f ms, p99 %.2f ms;"
                        + " adds %.2f ms (goal below 3 ms)%n",
                remark, at(answered, 0.5), at(answered, 0.99), at(plain, 0.5), at(plain, 0.99),
                at(answered, 0.5) - at(plain, 0.5));
    }

    /** Executions that wait for another try tomorrow: half of them at an instance that is measured, half at another. */
    private void wait(String one, String other) throws SQLException {
        long version = number("select f.version_id from formula f join formula_instance i on i.formula_id = f.id where i.id = " + one);
        for (String instance : List.of(one, other)) {
            int from = instance.equals(one) ? 1 : WAITING / 2 + 1;
            String rows = " from generate_series(" + from + ", " + (from + WAITING / 2 - 1) + ") n";
            database.execute("insert into execution (id, created_at, updated_at, organization_id, account_id, formula_id,"
                    + " formula_instance_id, version_id, status, trigger) select -n, now(), now(), i.organization_id, i.account_id,"
                    + " i.formula_id, i.id, " + version + ", 'pending', '{\"type\":\"manual\",\"args\":{\"n\":1}}'" + rows
                    + ", formula_instance i where i.id = " + instance);
            database.execute("insert into execution_work (execution_id, created_at, formula_instance_id, due_at)"
                    + " select -n, now(), " + instance + ", now() + interval '1 day'" + rows);
        }
        database.execute("analyze execution, execution_work");
    }

    private long number(String query) throws SQLException {
        return Long.parseLong(text(query));
    }

    private String text(String query) throws SQLException {
        try (ResultSet row = database.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private static double at(long[] sorted, double share) {
        return sorted[(int) (sorted.length * share)] / 1e6;
    }

    private static String member(String json, String name) {
        Matcher found = Pattern.compile("\"" + name + "\":\"?([^\",}]+)").matcher(json);
        if (!found.find()) {
            throw new IllegalStateException(json);
        }
        return found.group(1);
    }

    private interface Lane {
        void run() throws Exception;
    }

    private static void inParallel(int lanes, Lane work) throws Exception {
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        for (int i = 0; i < lanes; i++) {
            threads.add(Thread.startVirtualThread(() -> {
                try {
                    work.run();
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
            throw new IllegalStateException("A call failed", failures.getFirst());
        }
    }

    /** The platform's API, as far as a run needs it. */
    private record Api(URI base, String authorization) {
        private static final HttpClient CLIENT = HttpClient.newHttpClient();

        /** The id of a new element instance. */
        String connect(String sandbox, String token) throws Exception {
            return member(send("POST", base + "/instances", """
                    {"element":{"key":"ciscospark"},"name":"Bench","externalAuthentication":"initial","configuration":{
                    "base.url":"%s/webex/v1","oauth.api.key":"valence-sandbox","oauth.api.secret":"sandbox-secret",
                    "oauth.callback.url":"%s/callback","oauth.user.token":"%s","oauth.user.refresh_token":"none",
                    "oauth.user.refresh_interval":"31536000"}}""".formatted(sandbox, sandbox, token), authorization), "id");
        }

        /** The id of a new instance of a new formula. */
        String instance(String formula, String bindings) throws Exception {
            String id = member(send("POST", base + "/formulas", formula, authorization), "id");
            return member(
                    send("POST", base + "/formulas/" + id + "/instances", "{" + bindings + "\"name\":\"Bench\"}", authorization), "id");
        }

        String send(String method, String address, String body, String authorization) throws Exception {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address))
                    .header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body));
            if (!authorization.isEmpty()) {
                request.header("Authorization", authorization);
            }
            HttpResponse<String> reply = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (reply.statusCode() != 200) {
                throw new IllegalStateException(address + " answered " + reply.statusCode() + ": " + reply.body());
            }
            return reply.body();
        }
    }

    /** One kept-alive connection. */
    private static final class Client implements AutoCloseable {
        private final Socket socket;
        private final InputStream in;
        private final Api api;

        Client(Api api) throws IOException {
            this.api = api;
            socket = new Socket(api.base().getHost(), api.base().getPort());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(60_000);
            in = new BufferedInputStream(socket.getInputStream());
        }

        void post(String path, String body) throws IOException {
            call("POST", path, body, "");
        }

        void call(String method, String path, String body, String headers) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            String head = method + " " + api.base().getPath() + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
                    + api.authorization() + "\r\n" + headers
                    + (body.isEmpty() ? "" : "Content-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n")
                    + "\r\n";
            byte[] start = head.getBytes(StandardCharsets.US_ASCII);
            byte[] all = Arrays.copyOf(start, start.length + bytes.length);
            System.arraycopy(bytes, 0, all, start.length, bytes.length);
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

    /** The server, what it started, and its database; of the sandbox and of this program nothing is counted. */
    private record Processes(long server, long postmaster) {
        /** CPU time so far, user and system, by kind of process. */
        Map<String, Long> cpuMillis() throws IOException {
            Map<Long, Long> parents = new HashMap<>();
            Map<Long, Long> millis = new HashMap<>();
            try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
                for (Path process : all) {
                    try {
                        String stat = Files.readString(process.resolve("stat"));
                        String[] after = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                        long id = Long.parseLong(process.getFileName().toString());
                        parents.put(id, Long.parseLong(after[1]));
                        // A hundred ticks in a second.
                        millis.put(id, (Long.parseLong(after[11]) + Long.parseLong(after[12])) * 10);
                    } catch (IOException e) {
                        // It ended meanwhile.
                        continue;
                    }
                }
            }
            Map<String, Long> kinds = new java.util.TreeMap<>(Map.of("server", 0L, "scripts", 0L, "database", 0L));
            millis.forEach((id, time) -> {
                String kind = id == server ? "server" : under(postmaster, id, parents) ? "database" : "scripts";
                if (!kind.equals("scripts") || under(server, id, parents)) {
                    kinds.merge(kind, time, Long::sum);
                }
            });
            return kinds;
        }

        private static boolean under(long root, long process, Map<Long, Long> parents) {
            Long at = process;
            while (at != null && at != root) {
                at = parents.get(at);
            }
            return at != null;
        }
    }
}
