package dev.valence.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.sandbox.Browser.Answer;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class MessagesTest {
    private Browser ada = Browser.anonymous();
    private Browser bob = Browser.anonymous();
    private String room = "";

    @BeforeEach
    void reset() {
        Browser.reset();
        ada = Browser.ada();
        bob = Browser.bob();
        room = Places.room(ada, "Build Status");
    }

    @Test
    void aMessageIsPostedReadEditedAndDeletedByItsAuthor() {
        Answer posted = post(ada, "\"text\":\"Hello\"");
        assertThat(posted.status()).isEqualTo(200);
        String path = "/messages/" + posted.text("/id");
        assertThat(bob.get(path).text("/text")).isEqualTo("Hello");
        assertThat(posted.json().has("updated")).isFalse();
        Answer edited = ada.put(path, "{\"roomId\":\"%s\",\"text\":\"Hello again\"}".formatted(room));
        assertThat(edited.text("/text")).isEqualTo("Hello again");
        assertThat(edited.json().has("updated")).isTrue();
        assertThat(bob.put(path, "{\"roomId\":\"%s\",\"text\":\"x\"}".formatted(room))
                        .status())
                .isEqualTo(403);
        assertThat(bob.delete(path).status()).isEqualTo(403);
        assertThat(ada.delete(path).status()).isEqualTo(204);
        assertThat(ada.get(path).status()).isEqualTo(404);
    }

    @Test
    void theEleventhEditIsRefused() {
        String path = "/messages/" + post(ada, "\"text\":\"0\"").text("/id");
        for (int i = 1; i <= 10; i++) {
            assertThat(ada.put(path, "{\"roomId\":\"%s\",\"text\":\"%d\"}".formatted(room, i))
                            .status())
                    .isEqualTo(200);
        }
        assertThat(ada.put(path, "{\"roomId\":\"%s\",\"text\":\"11\"}".formatted(room))
                        .status())
                .isEqualTo(400);
        assertThat(ada.get(path).text("/text")).isEqualTo("10");
    }

    @Test
    void markdownBecomesHtmlAndPlainTextAndMentionsAreFound() {
        Answer posted = post(
                ada,
                "\"markdown\":\"Build **42** is `green` <b>, see [log](https://x.example/?a=1&b=2) <@personEmail:bob@sandbox.example|Bobby> <@all>\"");
        assertThat(posted.text("/html"))
                .startsWith(
                        "<p>Build <strong>42</strong> is <code>green</code> &lt;b&gt;, see"
                                + " <a href=\"https://x.example/?a=1&amp;b=2\">log</a> <spark-mention data-object-type=\"person\"")
                .contains("data-group-type=\"all\"");
        assertThat(posted.text("/text")).isEqualTo("Build 42 is green <b>, see log Bobby All");
        assertThat(posted.text("/mentionedGroups/0")).isEqualTo("all");
        String bobsId = bob.get("/people/me").text("/id");
        assertThat(posted.text("/mentionedPeople/0")).isEqualTo(bobsId);
        assertThat(bob.get("/messages?mentionedPeople=me&roomId=" + room).json().get("items"))
                .hasSize(1);
    }

    @Test
    void theFirstDirectMessageOpensARoomForBoth() {
        Answer posted = bob.post("/messages", "{\"toPersonEmail\":\"carol@sandbox.example\",\"text\":\"Hi\"}");
        assertThat(posted.text("/roomType")).isEqualTo("direct");
        assertThat(posted.text("/toPersonEmail")).isEqualTo("carol@sandbox.example");
        assertThat(Browser.carol()
                        .get("/messages/direct?personEmail=bob@sandbox.example")
                        .text("/items/0/text"))
                .isEqualTo("Hi");
        assertThat(bob.post("/messages", "{\"toPersonEmail\":\"carol@sandbox.example\",\"text\":\"2\"}")
                        .text("/roomId"))
                .isEqualTo(posted.text("/roomId"));
        assertThat(bob.get("/messages/direct?personEmail=erin@sandbox.example").status())
                .isEqualTo(404);
        assertThat(bob.post("/messages", "{\"toPersonEmail\":\"bob@sandbox.example\",\"text\":\"me\"}")
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'text':'x'}|400|Exactly one of the destination fields",
                "{'roomId':'ROOM','toPersonEmail':'a@b.example','text':'x'}|400|Exactly one of the destination fields",
                "{'roomId':'ROOM'}|400|Both text and file cannot be empty.",
                "{'roomId':'ROOM','text':' '}|400|Both text and file cannot be empty.",
                "{'roomId':'22222222-aaaa-11ef-8ccc-999999999999','text':'x'}|404|Could not find a room with provided ID.",
                "{'roomId':'ROOM','files':['ftp://x/y']}|400|files must hold",
                "{'roomId':'ROOM','files':['http://x/1','http://x/2']}|400|A message takes one file.",
                "{'roomId':'ROOM','text':'x','attachments':{}}|400|attachments must be an array.",
                "{'roomId':'ROOM','text':'x','parentId':'nope'}|400|Expect base64 ID or UUID."
            })
    void aFaultyMessageIsRefused(String body, int status, String message) {
        Answer refused = ada.post("/messages", body.replace('\'', '"').replace("ROOM", room));
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.text("/message")).startsWith(message);
    }

    @Test
    void theLengthLimitCountsBytes() {
        assertThat(post(ada, "\"text\":\"" + "x".repeat(7439) + "\"").status()).isEqualTo(200);
        assertThat(post(ada, "\"text\":\"" + "x".repeat(7440) + "\"").status()).isEqualTo(400);
        assertThat(post(ada, "\"text\":\"" + "ä".repeat(3720) + "\"").status()).isEqualTo(400);
    }

    @Test
    void repliesStayInTheirThread() {
        String parent = post(ada, "\"text\":\"Question\"").text("/id");
        Answer reply = post(bob, "\"text\":\"Answer\",\"parentId\":\"%s\"".formatted(parent));
        assertThat(reply.text("/parentId")).isEqualTo(parent);
        assertThat(ada.get("/messages?roomId=" + room + "&parentId=" + parent)
                        .json()
                        .get("items"))
                .hasSize(1);
        assertThat(post(bob, "\"text\":\"x\",\"parentId\":\"%s\"".formatted(reply.text("/id")))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void anUploadComesBackByteForByteAndOnlyToMembers() {
        byte[] file = "Zeile eins\r\nline two ÿ".getBytes(StandardCharsets.ISO_8859_1);
        Answer posted = upload(new ByteArrayInputStream(file), "r\u00e9sum\u00e9.txt", "text/plain");
        assertThat(posted.status()).isEqualTo(200);
        assertThat(posted.text("/text")).isEqualTo("see file");
        String url = posted.text("/files/0");
        assertThat(url).startsWith(Browser.root() + "/webex/v1/contents/");
        Answer download = ada.get(url);
        assertThat(download.status()).isEqualTo(200);
        assertThat(download.header("content-type")).contains("text/plain");
        assertThat(download.header("content-length")).contains(String.valueOf(file.length));
        assertThat(download.header("content-disposition").orElse("")).contains("filename*=UTF-8''r%C3%A9sum%C3%A9.txt");
        Answer head = ada.send(ada.request(url).method("HEAD", BodyPublishers.noBody()));
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("content-length")).contains(String.valueOf(file.length));
        assertThat(Browser.signedIn("erin@sandbox.example", "spark:all")
                        .get(url)
                        .status())
                .isEqualTo(404);
        assertThat(ada.put("/messages/" + posted.text("/id"), "{\"roomId\":\"%s\",\"text\":\"x\"}".formatted(room))
                        .status())
                .isEqualTo(400);
        ada.delete("/messages/" + posted.text("/id"));
        assertThat(ada.get(url).status()).isEqualTo(404);
    }

    @Test
    void aFileOfFiftyMegabytesIsTaken() {
        long size = 50L << 20;
        Answer posted = upload(new Zeros(size), "big.bin", "application/octet-stream");
        assertThat(posted.status()).isEqualTo(200);
        Answer head = ada.send(ada.request(posted.text("/files/0")).method("HEAD", BodyPublishers.noBody()));
        assertThat(head.header("content-length")).contains(String.valueOf(size));
    }

    @Test
    void aFileOverTheLimitIs413() {
        Answer refused = upload(new Zeros(102L << 20), "huge.bin", "application/octet-stream");
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.text("/trackingId")).isNotEmpty();
    }

    @Test
    void aFileByAddressIsKeptAsAReference() {
        Answer posted = post(ada, "\"files\":[\"https://files.example/a/report.pdf?x=1\"]");
        Answer download = ada.get(posted.text("/files/0"));
        assertThat(download.header("content-disposition")).contains("attachment; filename=\"report.pdf\"");
        assertThat(download.body()).contains("https://files.example/a/report.pdf?x=1");
    }

    private Answer post(Browser author, String members) {
        return author.post("/messages", "{\"roomId\":\"%s\",%s}".formatted(room, members));
    }

    private Answer upload(InputStream file, String name, String type) {
        String head = """
                --XX\r
                Content-Disposition: form-data; name="roomId"\r
                \r
                %s\r
                --XX\r
                Content-Disposition: form-data; name="text"\r
                \r
                see file\r
                --XX\r
                Content-Disposition: form-data; name="files"; filename="%s"\r
                Content-Type: %s\r
                \r
                """.formatted(room, name, type);
        HttpRequest.Builder request = ada.request("/messages")
                .header("Content-Type", "multipart/form-data; boundary=XX")
                .POST(BodyPublishers.ofInputStream(() -> new SequenceInputStream(
                        Collections.enumeration(List.of(stream(head), file, stream("\r\n--XX--\r\n"))))));
        return ada.send(request);
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** So many zero bytes. */
    private static final class Zeros extends InputStream {
        private long left;

        Zeros(long size) {
            left = size;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(length, left);
            Arrays.fill(target, offset, offset + count, (byte) 0);
            left -= count;
            return count;
        }
    }
}
