package dev.valence.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files on their way through the platform: unchanged, in flat memory, and never half of one. */
class FilesIT {
    private static final String BOUNDARY = "a-boundary-of-the-test";
    private static final int MEGABYTE = 1 << 20;
    /** What the process may grow while 50 MB pass; the buffers of a few connections and of its heap fit. */
    private static final long GROWTH = 60L * MEGABYTE;

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
    void aFilePassesWithItsNameTypeAndText() throws IOException {
        byte[] bytes = bytes(5 * MEGABYTE);
        JsonNode message = upload(bytes, "Plän \"1\".bin").ok();
        assertThat(message.path("text").textValue()).isEqualTo("see the file");
        assertThat(message.path("roomId").textValue()).isEqualTo(channel);
        assertThat(message.path("files")).hasSize(1);
        Answer file = spark.get("/files/" + fileId(message));
        assertThat(file.status()).isEqualTo(200);
        assertThat(file.header("Content-Type")).contains("application/x-test");
        assertThat(file.header("Content-Disposition").orElse("")).contains("filename");
        assertThat(file.header("Content-Length")).contains(Integer.toString(bytes.length));
        assertThat(Arrays.equals(file.body(), bytes)).as("byte for byte").isTrue();
    }

    @Test
    void smallAndOddFilesPassUnchanged() {
        byte[] likeADelimiter =
                ("\r\n--" + BOUNDARY.substring(0, 10) + "\r\n\r\n--\r\n\0\r").getBytes(StandardCharsets.UTF_8);
        for (byte[] bytes : List.of(new byte[] {0}, likeADelimiter, bytes(8191), bytes(65536), bytes(65537))) {
            JsonNode message = upload(bytes, "odd.bin").ok();
            assertThat(spark.get("/files/" + fileId(message)).body()).isEqualTo(bytes);
        }
    }

    @Test
    void fiftyMegabytesPassInFlatMemory() throws IOException {
        byte[] bytes = bytes(50 * MEGABYTE);
        String digest = digest(bytes);
        // What the first big transfer of a process allocates for good is not what this is about.
        JsonNode first = upload(Arrays.copyOf(bytes, 5 * MEGABYTE), "warm.bin").ok();
        spark.delete("/messages/" + first.path("id").textValue()).ok();

        long before = resetPeak();
        JsonNode message = upload(bytes, "large.bin").ok();
        long up = peak() - before;
        assertThat(up).as("bytes grown while 50 MB came in").isLessThan(GROWTH);

        before = resetPeak();
        Answer file = spark.get("/files/" + fileId(message));
        assertThat(digest(file.body())).isEqualTo(digest);
        assertThat(peak() - before).as("bytes grown while 50 MB went out").isLessThan(GROWTH);
    }

    /** Eight times the heap of the server's own process passes at once; whoever buffers runs out of it. */
    @Test
    void manyAtOnceFitIntoASmallHeap() {
        byte[] bytes = bytes(25 * MEGABYTE);
        List<CompletableFuture<Answer>> all = IntStream.range(0, 8)
                .mapToObj(
                        i -> CompletableFuture.supplyAsync(() -> upload(bytes, "many.bin"), Thread::startVirtualThread))
                .toList();
        all.forEach(answer -> answer.join().ok());
        assertThat(messages()).hasSize(8);
    }

    @Test
    void aBodyCutOffHalfWayLeavesNothing() {
        byte[] form = form(bytes(3 * MEGABYTE), "half.bin");
        byte[] head = head(form.length);
        byte[] half = Arrays.copyOf(form, form.length / 2);
        Instant start = Instant.now();
        Wire.cutOff(Platform.SERVER.port(), head, half);
        Wire.cutOff(Platform.SERVER.port(), head, new byte[0]);
        Wire.cutOff(Platform.SERVER.port(), Arrays.copyOf(head, head.length / 2), new byte[0]);
        Wire.cutOff(Platform.SERVER.port(), chunkedHead(), chunk(half));
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
        upload(bytes(1000), "after.bin").ok();
        assertThat(messages()).as("only the whole one").hasSize(1);
    }

    @Test
    void aFormWithoutItsEndIsRefusedAndLeavesNothing() {
        byte[] form = form(bytes(MEGABYTE), "endless.bin");
        byte[] endless = Arrays.copyOf(form, form.length - BOUNDARY.length() - 6);
        Wire.Reply reply = Wire.send(Platform.SERVER.port(), joined(head(endless.length), endless));
        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.body()).contains("requestId").contains("boundary");
        Wire.Reply none = Wire.send(
                Platform.SERVER.port(),
                joined(
                        new String(head(form.length), StandardCharsets.US_ASCII)
                                .replace("; boundary=" + BOUNDARY, "")
                                .getBytes(StandardCharsets.US_ASCII),
                        form));
        assertThat(none.status()).as(none.text()).isEqualTo(400);
        assertThat(none.body()).contains("boundary");
        assertThat(messages()).isEmpty();
    }

    @Test
    void theProvidersRefusalArrivesBeforeTheFileHasPassed() {
        byte[] form = form(bytes(20 * MEGABYTE), "refused.bin");
        byte[] head = new String(head(form.length), StandardCharsets.US_ASCII)
                .replace(channel, "nobodys-room")
                .getBytes(StandardCharsets.US_ASCII);
        Wire.Reply reply = Wire.send(Platform.SERVER.port(), joined(head, form));
        assertThat(reply.status()).as(reply.text()).isIn(400, 404);
        assertThat(reply.body()).contains("providerMessage");
        Platform.SANDBOX.fault("/messages", "reset", Map.of());
        assertThat(Wire.send(Platform.SERVER.port(), joined(head(form.length), form))
                        .status())
                .isEqualTo(502);
        Platform.SANDBOX.answerOnce("/messages", 403);
        assertThat(Wire.send(Platform.SERVER.port(), joined(head(form.length), form))
                        .status())
                .isEqualTo(403);
        Platform.SANDBOX.fault("/messages", "hang", Map.of());
        assertThat(Wire.send(Platform.SERVER.port(), joined(head(form.length), form))
                        .status())
                .isEqualTo(504);
        assertThat(messages()).isEmpty();
    }

    @Test
    void aResourceWithoutFilesTakesNone() {
        byte[] form = form(bytes(10), "x.bin");
        Answer answer = spark.send(
                "POST",
                "/channels",
                BodyPublishers.ofByteArray(form),
                "Content-Type",
                "multipart/form-data; boundary=" + BOUNDARY);
        assertThat(answer.fault(415)).contains("application/json");
    }

    private static Answer upload(byte[] content, String name) {
        byte[] start = start(name);
        byte[] end = end();
        return spark.send(
                "POST",
                "/channels/" + channel + "/messages",
                BodyPublishers.fromPublisher(
                        BodyPublishers.ofInputStream(() -> stream(start, content, end)),
                        (long) start.length + content.length + end.length),
                "Content-Type",
                "multipart/form-data; boundary=" + BOUNDARY);
    }

    private static InputStream stream(byte[] start, byte[] content, byte[] end) {
        return new SequenceInputStream(Collections.enumeration(List.of(
                new ByteArrayInputStream(start), new ByteArrayInputStream(content), new ByteArrayInputStream(end))));
    }

    private static byte[] form(byte[] content, String name) {
        return joined(start(name), content, end());
    }

    private static byte[] start(String name) {
        return ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nsee the file\r\n--"
                        + BOUNDARY
                        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name.replace("\"", "%22")
                        + "\"\r\nContent-Type: application/x-test\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] end() {
        return ("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] head(int length) {
        return headWith("Content-Length: " + length);
    }

    private static byte[] chunkedHead() {
        return headWith("Transfer-Encoding: chunked");
    }

    private static byte[] headWith(String framing) {
        return ("POST /elements/api-v2/channels/" + channel + "/messages HTTP/1.1\r\nHost: x\r\nAuthorization: "
                        + spark.authorization().orElseThrow() + "\r\nContent-Type: multipart/form-data; boundary="
                        + BOUNDARY + "\r\n" + framing + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] chunk(byte[] bytes) {
        return joined((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII), bytes);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
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

    private static String digest(byte[] bytes) throws IOException {
        try (DigestInputStream in =
                new DigestInputStream(new ByteArrayInputStream(bytes), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lets the kernel forget the highest resident size so far, and gives the one of now, in bytes. */
    private static long resetPeak() throws IOException {
        Files.writeString(proc("clear_refs"), "5");
        return status("VmRSS:");
    }

    private static long peak() throws IOException {
        return status("VmHWM:");
    }

    private static long status(String name) throws IOException {
        try (var lines = Files.lines(proc("status"))) {
            return lines.filter(line -> line.startsWith(name))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElseThrow()
                    * 1024;
        }
    }

    private static Path proc(String file) {
        return Path.of("/proc", Long.toString(Platform.SERVER.pid()), file);
    }
}
