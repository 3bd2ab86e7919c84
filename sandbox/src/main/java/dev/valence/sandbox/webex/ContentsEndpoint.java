package dev.valence.sandbox.webex;

import dev.valence.sandbox.http.Parameters;
import dev.valence.sandbox.http.PathTable;
import dev.valence.sandbox.http.Refusal;
import dev.valence.sandbox.http.Reply;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** {@code /contents/{id}}: the bytes of a message's file. */
final class ContentsEndpoint implements Endpoint {
    private static final String READ = "spark:messages_read";
    private static final Duration SCAN = Duration.ofSeconds(2);

    private final World world;

    ContentsEndpoint(World world) {
        this.world = world;
    }

    @Override
    public void publish(PathTable<Operation> table) {
        table.add("GET", "/contents/{id}", Operation.needs(READ, this::download));
        table.add("HEAD", "/contents/{id}", Operation.needs(READ, this::download));
    }

    private Reply download(Visit visit) {
        Content content = Ids.internal(Ids.CONTENT, visit.id())
                .flatMap(world.messages::content)
                .filter(known -> visible(visit, known))
                .orElseThrow(Refusals::notFound);
        scan(visit, content);
        if (content.source() instanceof Content.Uploaded(var path, long size, String type) && !Files.exists(path)) {
            throw Refusals.notFound();
        }
        Reply reply = switch (content.source()) {
            case Content.Uploaded(var path, long size, String mediaType) ->
                new Reply(200, Map.of("Content-Type", mediaType), new Reply.Stored(path, size));
            case Content.Referenced(String url) ->
                new Reply(
                        200,
                        Map.of("Content-Type", "text/plain;charset=UTF-8"),
                        new Reply.Text("The sandbox calls this machine only. This file stands for " + url + "\n"));
        };
        return reply.with("Content-Disposition", disposition(content.fileName()));
    }

    /** What the virus scan of the real service finds, played by file names so that clients can be tried against it. */
    private void scan(Visit visit, Content content) {
        String name = content.fileName().toLowerCase(Locale.ROOT);
        if (name.startsWith("infected")) {
            throw new Refusal(410, "The file was found to be infected and has been removed.");
        }
        if (name.startsWith("unscannable")
                && visit.query().given("allow").filter("unscannable"::equals).isEmpty()) {
            throw new Refusal(428, "The file cannot be scanned; ask again with ?allow=unscannable.");
        }
        Instant posted = TimeUuid.time(UUID.fromString(content.internalId().split("/", 2)[0]));
        if (name.startsWith("scanning") && posted.plus(SCAN).isAfter(world.now())) {
            throw new Refusal(423, "The file is being scanned.", Map.of("Retry-After", "1"));
        }
    }

    private boolean visible(Visit visit, Content content) {
        UUID message = UUID.fromString(content.internalId().split("/", 2)[0]);
        return MessagesEndpoint.visible(world, visit, message, "messages_read").isPresent();
    }

    /** An ASCII name for old clients, and the true one when it differs (RFC 6266). */
    private static String disposition(String name) {
        String ascii = name.replaceAll("[^\\x20-\\x7e]|[\"\\\\/]", "_");
        String header = "attachment; filename=\"" + ascii + "\"";
        return ascii.equals(name) ? header : header + "; filename*=UTF-8''" + Parameters.encode(name);
    }
}
