package dev.valence.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.sandbox.Browser.Answer;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What once broke the sandbox, or let others in, and does not any more. */
@QuarkusTest
class HardeningTest {
    private Browser ada;
    private Browser bob;

    @BeforeEach
    void reset() {
        Browser.reset();
        ada = Browser.ada();
        bob = Browser.bob();
    }

    @ParameterizedTest
    @CsvSource({"localhost,200", "127.0.0.1,200", "[::1],200", "evil.example,403", "localhost.evil.example,403"})
    void theControlApiAnswersUnderNamesOfThisMachineOnly(String host, int status) throws IOException {
        URI root = URI.create(Browser.root());
        try (Socket socket = new Socket(root.getHost(), root.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write("GET /_sandbox/integrations HTTP/1.1\r\nHost: %s:%d\r\nConnection: close\r\n\r\n"
                            .formatted(host, root.getPort())
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        }
    }

    @Test
    void aDirectRoomWithOneselfIsNotFound() {
        String own = bob.get("/people/me").text("/id");
        assertThat(bob.get("/messages/direct?personId=" + own).status()).isEqualTo(404);
    }

    @Test
    void markdownThatNestsThousandfoldIsRefusedInWords() {
        String room = Places.room(bob, "Lunch");
        Answer answer =
                bob.post("/messages", "{\"roomId\":\"%s\",\"markdown\":\"%sx\"}".formatted(room, "> ".repeat(3600)));
        assertThat(answer.status()).isIn(200, 400);
        assertThat(answer.body()).doesNotContain("see its log");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain"})
    void aReadMayClaimAnyContentType(String type) {
        assertThat(bob.send(bob.request("/people/me")
                                .header("Content-Type", type)
                                .GET())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aFileIsFetchedOnlyForSomebodyWhoMayPostIt() {
        try (Receiver application = new Receiver()) {
            String body = "{\"roomId\":\"%s\",\"files\":[\"%s\"]}"
                    .formatted(Places.room(bob, "Lunch"), application.url("/files/a.txt"));
            assertThat(Browser.signedIn("bob@sandbox.example", "spark:messages_read")
                            .post("/messages", body)
                            .status())
                    .isEqualTo(403);
            assertThat(ada.post("/messages", body).status()).isEqualTo(404);
            Browser.fault("{\"path\":\"/messages\",\"kind\":\"status\",\"status\":503}");
            assertThat(bob.post("/messages", body).status()).isEqualTo(503);
            assertThat(application.hits()).isEmpty();
            assertThat(bob.post("/messages", body).status()).isEqualTo(200);
            assertThat(application.hits()).hasSize(1);
        }
    }

    @Test
    void serversThatSendAHeadAndThenHangHoldUpNothing() throws IOException {
        try (ServerSocket hanging = new ServerSocket(0)) {
            Thread.ofVirtual().start(() -> sendHeads(hanging));
            String address = "http://localhost:" + hanging.getLocalPort() + "/file";
            String room = Places.room(bob, "Lunch");
            Instant begun = Instant.now();
            Answer posted = bob.post("/messages", "{\"roomId\":\"%s\",\"files\":[\"%s\"]}".formatted(room, address));
            assertThat(posted.status()).isEqualTo(400);
            assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(15));

            bob.post(
                    "/webhooks",
                    "{\"name\":\"h\",\"targetUrl\":\"%s\",\"resource\":\"messages\",\"event\":\"created\"}"
                            .formatted(address));
            bob.post("/messages", "{\"roomId\":\"%s\",\"text\":\"heard\"}".formatted(room));
            assertThat(awaitDelivery().json().at("/deliveries/0/status").asInt())
                    .isEqualTo(200);
        }
    }

    private static Answer awaitDelivery() {
        Instant end = Instant.now().plusSeconds(10);
        Answer list = Browser.anonymous().get(Browser.root() + "/_sandbox/deliveries");
        while (list.json().get("deliveries").isEmpty() && Instant.now().isBefore(end)) {
            Receiver.pause(Duration.ofMillis(20));
            list = Browser.anonymous().get(Browser.root() + "/_sandbox/deliveries");
        }
        return list;
    }

    private static void sendHeads(ServerSocket server) {
        // Held until the end: a socket that is collected, or closed with something unread, resets the connection.
        List<Socket> callers = new ArrayList<>();
        try {
            while (!server.isClosed()) {
                Socket caller = server.accept();
                callers.add(caller);
                if (caller.getInputStream().read(new byte[8192]) >= 0) {
                    caller.getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"
                                    .getBytes(StandardCharsets.US_ASCII));
                    caller.getOutputStream().flush();
                }
            }
        } catch (IOException e) {
            if (!server.isClosed()) {
                throw new UncheckedIOException(e);
            }
        } finally {
            callers.forEach(HardeningTest::close);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aBareUuidFiltersAWebhookAndNonsenseIsRefused() {
        try (Receiver application = new Receiver()) {
            String hook =
                    "{\"name\":\"u\",\"targetUrl\":\"%s\",\"resource\":\"messages\",\"event\":\"created\",\"filter\":\"%s\"}";
            String target = application.url("/in");
            assertThat(bob.post("/webhooks", hook.formatted(target, "roomId=22222222-aaaa-11ef-8ccc-000000000003"))
                            .status())
                    .isEqualTo(200);
            for (String wrong : new String[] {"mentionedPeople=junk", "personId=" + Places.room(bob, "Lunch")}) {
                assertThat(bob.post("/webhooks", hook.formatted(target, wrong)).status())
                        .as(wrong)
                        .isEqualTo(400);
            }
            bob.post("/messages", "{\"roomId\":\"%s\",\"text\":\"soup\"}".formatted(Places.room(bob, "Lunch")));
            application.await(1);
        }
    }

    @Test
    void aReadOnlyAdministratorEndsNoTokens() {
        Browser dave = Browser.signedIn("dave@sandbox.example", "identity:tokens_write");
        assertThat(dave.delete("/authorizations?clientId=valence-sandbox").status())
                .isEqualTo(403);
        assertThat(bob.get("/people/me").status()).isEqualTo(200);
    }

    @Test
    void peopleFromElsewhereSeeNeitherPublicRoomsNorTheDirectory() {
        String room = Places.room(bob, "Lunch");
        bob.post("/memberships", "{\"roomId\":\"%s\",\"personEmail\":\"sam@elsewhere.example\"}".formatted(room));
        Browser sam = Browser.signedIn("sam@elsewhere.example", "spark:all");
        assertThat(sam.get("/rooms?orgPublicSpaces=true").json().get("items")).isEmpty();
        assertThat(sam.get("/people?displayName=A").json().get("items")).isEmpty();
        String open = Places.room(ada, "Open Questions");
        assertThat(sam.get("/rooms/" + open).status()).isEqualTo(404);
        assertThat(sam.post(
                                "/memberships",
                                "{\"roomId\":\"%s\",\"personEmail\":\"sam@elsewhere.example\"}".formatted(open))
                        .status())
                .isEqualTo(404);
        Answer bobSeen = sam.get("/people/" + bob.get("/people/me").text("/id"));
        assertThat(bobSeen.json().has("lastActivity")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/faults {\"kind\":\"reset\",\"path\":\"rooms\"}",
                "/tokens {\"person\":\"bob@sandbox.example\",\"kind\":\"personl\"}",
                "/tokens {\"person\":\"bob@sandbox.example\",\"scope\":{}}",
                "/clock {\"advanceSeconds\":9999999999}"
            })
    void aMistakeInTheControlApiIs400(String call) {
        String[] parts = call.split(" ", 2);
        assertThat(Browser.anonymous()
                        .post(Browser.root() + "/_sandbox" + parts[0], parts[1])
                        .status())
                .isEqualTo(400);
    }
}
