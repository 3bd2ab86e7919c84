package dev.valence.sandbox.webex;

import dev.valence.sandbox.http.Parameters;
import dev.valence.sandbox.http.PathTable;
import dev.valence.sandbox.http.Reply;
import dev.valence.sandbox.http.StorageFolder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** {@code /messages} and {@code /messages/direct}. */
final class MessagesEndpoint implements Endpoint {
    private static final String READ = "spark:messages_read";
    private static final String WRITE = "spark:messages_write";
    private static final String OVERSIGHT = "spark-compliance:messages_write";
    private static final int PAGE = 50;
    private static final int PAGE_WITH_MENTIONS = 100;
    private static final int EDITS = 10;

    private final World world;
    private final Posting posting;

    MessagesEndpoint(World world, StorageFolder storage) {
        this.world = world;
        posting = new Posting(world, storage);
    }

    @Override
    public void publish(PathTable<Operation> table) {
        table.add("GET", "/messages", Operation.needs(READ, this::list));
        table.add("GET", "/messages/direct", Operation.needs(READ, this::direct));
        table.add("POST", "/messages", Operation.needs(WRITE, visit -> Reply.json(200, posting.post(visit))));
        table.add(
                "GET",
                "/messages/{id}",
                Operation.needs(
                        READ,
                        visit -> Reply.json(
                                200,
                                find(visit, "messages_read").json(visit.call().base()))));
        table.add("PUT", "/messages/{id}", Operation.needs(WRITE, this::edit));
        // Oversight reads and takes away; what is said needs the ordinary scope.
        table.add("DELETE", "/messages/{id}", Operation.needsOneOf(List.of(WRITE, OVERSIGHT), this::delete));
    }

    private Reply list(Visit visit) {
        Parameters query = visit.query();
        String roomId = query.given("roomId")
                .orElseThrow(() -> Refusals.bad("Required String parameter 'roomId' is not present"));
        UUID uuid = Ids.given(Ids.ROOM, roomId);
        Room room = RoomsEndpoint.visible(world, visit, uuid, "messages_read")
                .or(() -> archived(visit, uuid))
                .orElseThrow(Refusals::notFound);
        Optional<String> mentioned = query.given("mentionedPeople");
        if (mentioned.isPresent()
                && !mentioned.get().equals("me")
                && !Ids.given(Ids.PEOPLE, mentioned.get()).equals(visit.person().uuid)) {
            throw Refusals.bad("mentionedPeople must be me or the caller's own id.");
        }
        if (visit.person().isBot() && !room.direct && mentioned.isEmpty()) {
            throw Refusals.forbidden("a bot reads only what mentions it in a group room; add mentionedPeople=me");
        }
        Optional<UUID> parent = query.given("parentId").map(id -> Ids.given(Ids.MESSAGE, id));
        Optional<Instant> before = query.given("before").map(text -> Times.read("before", text));
        int max = Page.size(query, "max", PAGE, mentioned.isPresent() ? PAGE_WITH_MENTIONS : Page.CAP);
        List<Message> found = earlier(room, query)
                .filter(message -> before.map(message.created::isBefore).orElse(true))
                .filter(message -> parent.isEmpty() || message.parent.equals(parent))
                .filter(message -> mentioned.isEmpty() || message.mentions(visit.person()))
                .limit(max + 1L)
                .toList();
        List<Message> shown = found.subList(0, Math.min(max, found.size()));
        Reply reply = items(visit, shown);
        return found.size() <= max
                ? reply
                : Page.linked(
                        reply,
                        visit,
                        query.with("max", String.valueOf(max))
                                .with("beforeMessage", shown.getLast().id()));
    }

    private Optional<Room> archived(Visit visit, UUID uuid) {
        return world.rooms
                .findArchived(uuid)
                .filter(room -> room.isReadBy(visit.person()) || visit.oversees("messages_read"));
    }

    /** Newest first; the place of {@code beforeMessage} holds even when that message is deleted meanwhile. */
    private Stream<Message> earlier(Room room, Parameters query) {
        Optional<String> beforeMessage = query.given("beforeMessage");
        if (beforeMessage.isEmpty()) {
            return room.messages.descendingMap().values().stream();
        }
        UUID uuid = Ids.given(Ids.MESSAGE, beforeMessage.get());
        boolean elsewhere = world.messages
                .find(uuid)
                .filter(known -> !known.room.equals(room))
                .isPresent();
        if (uuid.version() != 1 || elsewhere) {
            throw Refusals.bad("beforeMessage is not a message of this room.");
        }
        return room.messages.headMap(uuid.timestamp(), false).descendingMap().values().stream();
    }

    private static Reply items(Visit visit, List<Message> messages) {
        return Page.items(messages.stream()
                .map(message -> message.json(visit.call().base()))
                .toList());
    }

    private Reply direct(Visit visit) {
        Optional<String> id = visit.query().given("personId");
        Optional<String> email = visit.query().given("personEmail");
        if (id.isPresent() == email.isPresent()) {
            throw Refusals.bad("Must specify either personId or personEmail.");
        }
        Optional<UUID> parent = visit.query().given("parentId").map(given -> Ids.given(Ids.MESSAGE, given));
        Person other = id.map(given -> Ids.given(Ids.PEOPLE, given))
                .flatMap(world.people::find)
                .or(() -> email.flatMap(world.people::byEmail))
                .orElseThrow(Refusals::notFound);
        Room room = world.rooms.direct(visit.person(), other).orElseThrow(Refusals::notFound);
        return items(
                visit,
                room.messages.descendingMap().values().stream()
                        .filter(message -> parent.isEmpty() || message.parent.equals(parent))
                        .limit(Page.CAP)
                        .toList());
    }

    /** A message that the caller can read; a bot reads in a group room only what it wrote or what mentions it. */
    static Optional<Message> visible(World world, Visit visit, UUID uuid, String right) {
        return world.messages
                .find(uuid)
                .filter(message -> message.room.isReadBy(visit.person()) || visit.oversees(right))
                .filter(message -> !visit.person().isBot()
                        || message.room.direct
                        || message.author.equals(visit.person().uuid)
                        || message.mentions(visit.person()));
    }

    private Message find(Visit visit, String right) {
        return Ids.uuid(Ids.MESSAGE, visit.id())
                .flatMap(uuid -> visible(world, visit, uuid, right))
                .orElseThrow(Refusals::notFound);
    }

    private Reply edit(Visit visit) {
        Message message = find(visit, "messages_write");
        Fields body = visit.body();
        String roomId = body.given("roomId").orElseThrow(() -> Refusals.bad("roomId cannot be null"));
        if (!Ids.given(Ids.ROOM, roomId).equals(message.room.uuid)) {
            throw Refusals.bad("roomId is not the room of this message.");
        }
        if (!message.author.equals(visit.person().uuid)) {
            throw Refusals.forbidden("only the author may edit a message");
        }
        if (message.room.isArchived()) {
            throw Refusals.forbidden("this room is archived");
        }
        if (message.room.readOnly) {
            throw Refusals.forbidden("a compliance officer has made this room read-only");
        }
        if (!message.files.isEmpty() || message.attachments.isPresent()) {
            throw Refusals.bad("A message with files or attachments cannot be edited.");
        }
        if (message.edits >= EDITS) {
            throw Refusals.bad("A message can be edited " + EDITS + " times at most.");
        }
        Wording wording = posting.wording(body);
        if (wording.text().isEmpty()) {
            throw Refusals.bad("Both text and markdown cannot be empty.");
        }
        message.wording = wording;
        message.edits++;
        message.updated = Optional.of(world.now());
        world.chronicle.message("updated", message);
        return Reply.json(200, message.json(visit.call().base()));
    }

    private Reply delete(Visit visit) {
        Message message = find(visit, "messages_write");
        Room room = message.room;
        if (room.isArchived() && !visit.oversees("messages_write")) {
            throw Refusals.forbidden("this room is archived");
        }
        boolean moderates = (room.locked
                        && room.isManagedBy(visit.person())
                        && !visit.person().isBot())
                || visit.oversees("messages_write");
        if (!message.author.equals(visit.person().uuid) && !moderates) {
            throw Refusals.forbidden("only the author, or a moderator of the room, may delete a message");
        }
        world.removeMessage(message);
        return Reply.empty(204);
    }
}
