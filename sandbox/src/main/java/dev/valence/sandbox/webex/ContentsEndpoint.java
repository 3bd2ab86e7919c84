package dev.valence.sandbox.webex;

import dev.valence.sandbox.http.Parameters;
import dev.valence.sandbox.http.PathTable;
import dev.valence.sandbox.http.Reply;
import java.util.Map;
import java.util.UUID;

/** {@code /contents/{id}}: the bytes of a message's file. */
final class ContentsEndpoint implements Endpoint {
    private static final String READ = "spark:messages_read";

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
                .map(world.contents::get)
                .filter(known -> visible(visit.person(), known))
                .orElseThrow(Refusals::notFound);
        Reply reply = switch (content.source()) {
            case Content.Uploaded(var path, long size, String mediaType) ->
                new Reply(200, Map.of("Content-Type", mediaType), new Reply.Stored(path, size));
            case Content.Referenced(String url) ->
                new Reply(
                        200,
                        Map.of("Content-Type", "text/plain;charset=UTF-8"),
                        new Reply.Text("The sandbox fetches nothing. This file stands for " + url + "\n"));
        };
        return reply.with("Content-Disposition", disposition(content.fileName()));
    }

    private boolean visible(Person person, Content content) {
        Message message =
                world.messages.get(UUID.fromString(content.internalId().split("/", 2)[0]));
        return message != null && message.room.member(person).isPresent();
    }

    /** An ASCII name for old clients, and the true one when it differs (RFC 6266). */
    private static String disposition(String name) {
        String ascii = name.replaceAll("[^\\x20-\\x7e]|[\"\\\\/]", "_");
        String header = "attachment; filename=\"" + ascii + "\"";
        return ascii.equals(name) ? header : header + "; filename*=UTF-8''" + Parameters.encode(name);
    }
}
