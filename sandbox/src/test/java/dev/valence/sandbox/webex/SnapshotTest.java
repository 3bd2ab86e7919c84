package dev.valence.sandbox.webex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.valence.sandbox.fault.SandboxClock;
import dev.valence.sandbox.fault.Settings;
import dev.valence.sandbox.http.Json;
import dev.valence.sandbox.http.StorageFolder;
import dev.valence.sandbox.oauth.Consent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** State that was written and read again is the same state. */
class SnapshotTest {
    private final StorageFolder storage = new StorageFolder(Optional.empty());

    @Test
    void everythingComesBackAsItWas() throws IOException {
        World before = world();
        Person ada = before.people.byEmail("ada@sandbox.example").orElseThrow();
        Person bob = before.people.byEmail("bob@sandbox.example").orElseThrow();
        Room room = before.rooms.direct(ada, bob).orElseThrow();
        Message message = before.draft(
                room, ada, Wording.markdown("**hi** <@all>", Optional.empty(), who -> Optional.empty()), before.now());
        message.files =
                List.of(new Content(message.uuid + "/0", "a.txt", new Content.Referenced("https://a.example/a")));
        message.attachments = Optional.of(Json.array(List.of("card")));
        message.updated = Optional.of(before.now().truncatedTo(ChronoUnit.MILLIS));
        message.edits = 2;
        before.post(message, ada);
        before.messages.add(new AttachmentAction(
                UUID.randomUUID(), message, bob.uuid, Json.object().put("answer", "yes"), message.created));
        before.personOrInvite("guest@elsewhere.example");
        before.tokens.issue(new Consent("valence-sandbox", ada.uuid.toString(), List.of("spark:all")));
        before.tokens.issueAlone(
                new Consent("personal", bob.uuid.toString(), List.of("spark:all"), Optional.of("n")),
                Duration.ofHours(1));
        before.integrations.register("Own", List.of("https://own.example/cb"), Set.of("spark:all"), Optional.empty());
        Webhook webhook = new Webhook(
                UUID.randomUUID(),
                ada.uuid,
                Organization.CONSUMERS,
                "valence-sandbox",
                WebhookTrigger.of("messages", "all", Optional.of("roomType=direct"), false),
                message.created,
                "hook",
                "http://localhost/hook");
        webhook.secret = Optional.of("s");
        before.webhooks.put(webhook.uuid, webhook);
        before.rooms.put(new RoomLink(
                RoomLink.Kind.TAB,
                UUID.randomUUID(),
                room,
                ada.uuid,
                message.created,
                Map.of("contentUrl", "https://a.example", "displayName", "A")));

        Room backlog = before.rooms.all().stream()
                .filter(known -> known.title.equals("Platform Backlog"))
                .findFirst()
                .orElseThrow();
        before.rooms.end(backlog);

        World after = world();
        after.clear();
        read(after, write(before));

        assertThat(after.rooms.find(backlog.uuid)).isEmpty();
        assertThat(after.rooms.findArchived(backlog.uuid))
                .hasValueSatisfying(archived -> assertThat(archived.messages).hasSameSizeAs(backlog.messages));
        assertThat(lines(after)).containsExactlyElementsOf(lines(before));
        assertThat(after.rooms.direct(
                        after.people.byEmail("ada@sandbox.example").orElseThrow(),
                        after.people.byEmail("bob@sandbox.example").orElseThrow()))
                .map(Room::id)
                .contains(room.id());
        assertThat(after.nextId(after.now()).timestamp()).isGreaterThan(message.uuid.timestamp());
    }

    @Test
    void aLineThatRefersToNothingSaysSo() {
        World world = world();
        world.clear();
        String orphan = "{\"is\":\"message\",\"id\":\"%s\",\"room\":\"%s\",\"author\":\"%s\",\"email\":\"x@y.example\"}"
                .formatted(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
        assertThatThrownBy(() -> read(world, orphan.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("did not come before");
        assertThatThrownBy(() -> read(world, "{\"is\":\"planet\"}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("planet");
    }

    private World world() {
        SandboxClock clock = new SandboxClock();
        return new World(clock, new Settings(1000, 2000, false, 0), storage);
    }

    private static byte[] write(World world) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = Json.lines(bytes)) {
            new SnapshotWriter(world, out).write();
        }
        return bytes.toByteArray();
    }

    /** Sorted, for the order within a kind is nobody's promise. */
    private static Set<String> lines(World world) throws IOException {
        return new TreeSet<>(
                new String(write(world), StandardCharsets.UTF_8).lines().toList());
    }

    private void read(World world, byte[] bytes) throws IOException {
        SnapshotReader reader = new SnapshotReader(world, storage);
        try (JsonParser in = Json.parser(new ByteArrayInputStream(bytes))) {
            while (in.nextToken() == JsonToken.START_OBJECT) {
                in.nextToken();
                reader.read(in);
            }
        }
    }
}
