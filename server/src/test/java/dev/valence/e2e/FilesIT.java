package dev.valence.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Files on their way through the platform: unchanged, in flat memory, and never half of one. */
class FilesIT {
    private static final int MEGABYTE = 1 << 20;
    /** What the process may grow while 50 MB pass; its heap of 160 MB could hold them three times. */
    private static final long GROWTH = 40L * MEGABYTE;

    private static Api spark = Platform.API;
    private static String channel = "";

    @BeforeAll
    static void connect() {
        Platform.deleteAllInstances();
        spark = Platform.as(Spark.connect(Platform.API, "Files", Spark.ADA));
        channel = spark.post("/channels", Map.of("title", "Files"))
                .ok()
                .path("id")
                .textValue();
    }

    @BeforeEach
    void calm() {
        Platform.SANDBOX.calm();
        messages().forEach(id -> spark.delete("/messages/" + id).ok());
    }

    @Test
    void aFilePassesWithItsNameTypeAndText() {
        byte[] bytes = bytes(5 * MEGABYTE);
        JsonNode message = upload(bytes, "Plän 1.bin").ok();
        assertThat(message.path("text").textValue()).isEqualTo("see the file");
        assertThat(message.path("roomId").textValue()).isEqualTo(channel);
        assertThat(message.path("files")).hasSize(1);
        Answer file = spark.get("/files/" + fileId(message));
        assertThat(file.status()).isEqualTo(200);
        assertThat(file.header("Content-Type")).contains("application/x-test");
        assertThat(file.header("Content-Disposition").orElse("")).contains("Pl%C3%A4n%201.bin");
        assertThat(file.header("Content-Length")).contains(Integer.toString(bytes.length));
        assertThat(Arrays.equals(file.body(), bytes)).as("byte for byte").isTrue();
        assertThat(spark.get("/messages/" + message.path("id").textValue()).ok())
                .isEqualTo(message);
    }

    @Test
    void smallAndOddFilesPassUnchanged() {
        byte[] likeADelimiter =
                ("\r\n--" + Form.BOUNDARY.substring(0, 10) + "\r\n\r\n--\r\n\0\r").getBytes(StandardCharsets.UTF_8);
        for (byte[] bytes : List.of(new byte[] {0}, likeADelimiter, bytes(8191), bytes(65536), bytes(65537))) {
            JsonNode message = upload(bytes, "odd.bin").ok();
            assertThat(spark.get("/files/" + fileId(message)).body()).isEqualTo(bytes);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void fiftyMegabytesPassInFlatMemory() {
        byte[] bytes = bytes(50 * MEGABYTE);
        // What the first big transfer of a process allocates for good is not what this is about.
        JsonNode first = upload(Arrays.copyOf(bytes, 5 * MEGABYTE), "warm.bin").ok();
        spark.delete("/messages/" + first.path("id").textValue()).ok();
        Memory memory = new Memory(Platform.SERVER.pid());

        long before = memory.forgetPeak();
        JsonNode message = upload(bytes, "large.bin").ok();
        assertThat(memory.peak() - before).as("bytes grown while 50 MB went up").isLessThan(GROWTH);

        before = memory.forgetPeak();
        Answer file = spark.get("/files/" + fileId(message));
        assertThat(Arrays.equals(file.body(), bytes)).as("byte for byte").isTrue();
        assertThat(memory.peak() - before)
                .as("bytes grown while 50 MB came down")
                .isLessThan(GROWTH);
    }

    /** Together more than the heap of the server: whoever buffers runs out of it. */
    @Test
    void manyAtOnceFitIntoASmallHeap() {
        byte[] bytes = bytes(25 * MEGABYTE);
        // With the usual patience: on a busy machine the provider needs longer for all of them than the other tests
        // allow.
        Server patient = Server.start(Workspace.folder("many").resolve("data"), Platform.SANDBOX, Map.of());
        try {
            Api own = Platform.bearerOf(patient.api(), Spark.connect(patient.api(), "Many", Spark.ADA));
            List<CompletableFuture<Answer>> all = IntStream.range(0, 8)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> upload(own, bytes, "many.bin"), Thread::startVirtualThread))
                    .toList();
            all.forEach(answer -> answer.join().ok());
            assertThat(messages()).hasSize(8);
        } finally {
            patient.stop();
        }
    }

    /** Eight callers ask for 25 MB each and are read one after the other, so that seven wait with a full pipe. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void slowReadersHoldTheProviderBack() throws IOException {
        byte[] bytes = bytes(25 * MEGABYTE);
        String id = fileId(upload(bytes, "slow.bin").ok());
        Memory memory = new Memory(Platform.SERVER.pid());
        long before = memory.forgetPeak();
        List<Socket> readers = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), Platform.SERVER.port());
                readers.add(socket);
                socket.setSoTimeout(10_000);
                socket.getOutputStream()
                        .write(head("GET", "/files/" + id, "Connection: close").getBytes(StandardCharsets.US_ASCII));
                assertThat(socket.getInputStream().readNBytes(12)).asString().isEqualTo("HTTP/1.1 200");
            }
            for (Socket socket : readers) {
                assertThat(endsWith(socket.getInputStream(), bytes))
                        .as("byte for byte")
                        .isTrue();
            }
        } finally {
            for (Socket socket : readers) {
                socket.close();
            }
        }
        assertThat(memory.peak() - before).as("bytes grown").isLessThan(GROWTH);
    }

    @Test
    void aBodyCutOffHalfWayLeavesNothing() {
        byte[] form = new Form("half.bin", bytes(3 * MEGABYTE)).bytes();
        byte[] head = post("Content-Length: " + form.length);
        byte[] half = Arrays.copyOf(form, form.length / 2);
        byte[] size = (Integer.toHexString(half.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        Instant start = Instant.now();
        Wire.cutOff(Platform.SERVER.port(), head, half);
        Wire.cutOff(Platform.SERVER.port(), head);
        Wire.cutOff(Platform.SERVER.port(), Arrays.copyOf(head, head.length / 2));
        Wire.cutOff(Platform.SERVER.port(), post("Transfer-Encoding: chunked"), size, half);
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
        upload(bytes(1000), "after.bin").ok();
        assertThat(messages()).as("only the whole one").hasSize(1);
    }

    @Test
    void aFormWithoutItsEndIsRefusedAndLeavesNothing() {
        byte[] form = new Form("endless.bin", bytes(MEGABYTE)).bytes();
        byte[] endless = Arrays.copyOf(form, form.length - Form.BOUNDARY.length() - 6);
        Wire.Reply reply = send(post("Content-Length: " + endless.length), endless);
        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.body()).contains("requestId", "boundary");
        Wire.Reply nameless = send(
                head("POST", "/channels/" + channel + "/messages", "Content-Length: " + form.length)
                        .replace("\r\n\r\n", "\r\nContent-Type: multipart/form-data\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII),
                form);
        assertThat(nameless.status()).as(nameless.text()).isEqualTo(400);
        assertThat(nameless.body()).contains("requestId", "boundary");
        assertThat(messages()).isEmpty();
    }

    @Test
    void theProvidersRefusalArrivesBeforeTheFileHasPassed() {
        byte[] form = new Form("refused.bin", bytes(20 * MEGABYTE)).bytes();
        byte[] head = post("Content-Length: " + form.length);
        byte[] elsewhere = new String(head, StandardCharsets.US_ASCII)
                .replace(channel, "nobodys-room")
                .getBytes(StandardCharsets.US_ASCII);
        Wire.Reply reply = send(elsewhere, form);
        assertThat(reply.status()).as(reply.text()).isIn(400, 404);
        assertThat(reply.body()).contains("providerMessage");
        Platform.SANDBOX.fault("/messages", "reset", Map.of());
        assertThat(send(head, form).status()).isEqualTo(502);
        Platform.SANDBOX.answerOnce("/messages", 403);
        assertThat(send(head, form).status()).isEqualTo(403);
        Platform.SANDBOX.fault("/messages", "status", Map.of("status", 429, "retryAfter", 1));
        Wire.Reply slowDown = send(head, form);
        assertThat(slowDown.status()).isEqualTo(429);
        assertThat(slowDown.text()).containsIgnoringCase("\r\nRetry-After: 1\r\n");
        Platform.SANDBOX.fault("/messages", "hang", Map.of());
        assertThat(send(head, form).status()).isEqualTo(504);
        assertThat(messages()).isEmpty();
    }

    /** The bytes that were on their way cannot be sent again by the server, so the caller is asked to. */
    @Test
    void aTokenThatEndedIsRenewedForTheNextAttempt() {
        Platform.SANDBOX.expireAccessTokens();
        Answer answer = upload(bytes(1000), "late.bin");
        assertThat(answer.fault(503)).contains("again");
        assertThat(answer.header("Retry-After")).isPresent();
        upload(bytes(1000), "late.bin").ok();
        assertThat(messages()).hasSize(1);
    }

    @Test
    void aResourceWithoutFilesTakesNone() {
        Answer answer = spark.send(
                "POST",
                "/channels",
                BodyPublishers.ofByteArray(new Form("x.bin", bytes(10)).bytes()),
                "Content-Type",
                Form.TYPE);
        assertThat(answer.fault(415)).contains("application/json");
    }

    private static Answer upload(byte[] content, String name) {
        return upload(spark, content, name);
    }

    private static Answer upload(Api caller, byte[] content, String name) {
        return caller.send(
                "POST",
                "/channels/" + channel + "/messages",
                new Form(name, content).publisher(),
                "Content-Type",
                Form.TYPE);
    }

    private static byte[] post(String framing) {
        return head("POST", "/channels/" + channel + "/messages", "Content-Type: " + Form.TYPE + "\r\n" + framing)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String head(String method, String path, String headers) {
        return method + " /elements/api-v2" + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: "
                + spark.authorization().orElseThrow() + "\r\n" + headers + "\r\n\r\n";
    }

    private static Wire.Reply send(byte[] head, byte[] body) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(head);
        whole.writeBytes(body);
        return Wire.send(Platform.SERVER.port(), whole.toByteArray());
    }

    private static boolean endsWith(InputStream in, byte[] end) throws IOException {
        byte[] all = in.readAllBytes();
        return all.length >= end.length && Arrays.equals(all, all.length - end.length, all.length, end, 0, end.length);
    }

    private static List<String> messages() {
        return spark.get("/channels/" + channel + "/messages").column("id");
    }

    private static String fileId(JsonNode message) {
        String address = message.path("files").path(0).textValue();
        return address.substring(address.lastIndexOf('/') + 1);
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
