package dev.valence.sandbox.webex;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Parameters;
import dev.valence.sandbox.http.PathTable;
import dev.valence.sandbox.http.Refusal;
import dev.valence.sandbox.http.Reply;
import dev.valence.sandbox.http.StorageFolder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** {@code /messages} and {@code /messages/direct}. */
final class MessagesEndpoint implements Endpoint {
    private static final String READ = "spark:messages_read";
    private static final String WRITE = "spark:messages_write";
    private static final int PAGE = 50;
    private static final int PAGE_WITH_MENTIONS = 100;
    private static final int TEXT_BYTES = 7439;
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
                        visit -> Reply.json(200, find(visit).json(visit.call().base()))));
        table.add("PUT", "/messages/{id}", Operation.needs(WRITE, this::edit));
        table.add("DELETE", "/messages/{id}", Operation.needs(WRITE, this::delete));
    }

    private Reply list(Visit visit) {
        Parameters query = visit.query();
        String roomId = query.given("roomId")
                .orElseThrow(() -> Refusals.bad("Required String parameter 'roomId' is not present"));
        Room room = RoomsEndpoint.visible(world, visit.person(), Ids.given(Ids.ROOM, roomId))
                .orElseThrow(Refusals::notFound);
        Optional<String> mentioned = query.given("mentionedPeople");
        if (mentioned.isPresent()
                && !mentioned.get().equals("me")
                && !Ids.given(Ids.PEOPLE, mentioned.get()).equals(visit.person().uuid)) {
            throw Refusals.bad("mentionedPeople must be me or the caller's own id.");
        }
        Optional<UUID> parent = query.given("parentId").map(id -> Ids.given(Ids.MESSAGE, id));
        Optional<Instant> before = query.given("before").map(text -> Times.read("before", text));
        int max = Page.max(query, PAGE, mentioned.isPresent() ? PAGE_WITH_MENTIONS : Page.CAP);
        List<Message> found = earlier(room, query)
                .filter(message -> before.map(message.created::isBefore).orElse(true))
                .filter(message -> parent.isEmpty() || message.parent.equals(parent))
                .filter(message -> mentioned.isEmpty() || mentions(message, visit.person()))
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

    private static boolean mentions(Message message, Person person) {
        return message.wording.everyone() || message.wording.people().contains(person.uuid);
    }

    /** Newest first; the place of {@code beforeMessage} holds even when that message is deleted meanwhile. */
    private Stream<Message> earlier(Room room, Parameters query) {
        Optional<String> beforeMessage = query.given("beforeMessage");
        if (beforeMessage.isEmpty()) {
            return room.messages.descendingMap().values().stream();
        }
        UUID uuid = Ids.given(Ids.MESSAGE, beforeMessage.get());
        Message known = world.messages.get(uuid);
        if (uuid.version() != 1 || (known != null && !known.room.equals(room))) {
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
                .flatMap(world::person)
                .or(() -> email.flatMap(world::personByEmail))
                .orElseThrow(Refusals::notFound);
        Room room = world.directRoom(visit.person(), other).orElseThrow(Refusals::notFound);
        return items(
                visit,
                room.messages.descendingMap().values().stream()
                        .filter(message -> parent.isEmpty() || message.parent.equals(parent))
                        .limit(Page.CAP)
                        .toList());
    }

    private Message find(Visit visit) {
        return Ids.uuid(Ids.MESSAGE, visit.id())
                .map(world.messages::get)
                .filter(message -> message.room.member(visit.person()).isPresent())
                .orElseThrow(Refusals::notFound);
    }

    private Reply edit(Visit visit) {
        Message message = find(visit);
        Fields body = visit.body();
        String roomId = body.given("roomId").orElseThrow(() -> Refusals.bad("roomId cannot be null"));
        if (!Ids.given(Ids.ROOM, roomId).equals(message.room.uuid)) {
            throw Refusals.bad("roomId is not the room of this message.");
        }
        if (!message.author.equals(visit.person().uuid)) {
            throw Refusals.forbidden("only the author may edit a message");
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
        return Reply.json(200, message.json(visit.call().base()));
    }

    private Reply delete(Visit visit) {
        Message message = find(visit);
        Room room = message.room;
        boolean moderates = room.locked && room.isManagedBy(visit.person());
        if (!message.author.equals(visit.person().uuid) && !moderates) {
            throw Refusals.forbidden("only the author, or a moderator of the room, may delete a message");
        }
        world.removeMessage(message);
        return Reply.empty(204);
    }

    static String limited(String name, String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length > TEXT_BYTES) {
            throw Refusals.bad(name + " is longer than 7439 characters before encryption, or 10000 after.");
        }
        return text;
    }

    /** Creating a message. */
    private record Posting(World world, StorageFolder storage) {

        ObjectNode post(Visit visit) {
            Fields body = visit.body();
            List<String> urls = body.texts("files");
            Optional<ArrayNode> attachments = visit.call().isMultipart() ? Optional.empty() : body.array("attachments");
            int files = urls.size() + visit.call().uploads().size();
            Wording wording = wording(body);
            if (wording.text().isEmpty() && files == 0 && attachments.isEmpty()) {
                throw Refusals.bad("Both text and file cannot be empty.");
            }
            if (files > 1) {
                throw Refusals.bad("A message takes one file.");
            }
            if (attachments
                    .filter(cards -> cards.size() != 1 || !cards.get(0).isObject())
                    .isPresent()) {
                throw Refusals.bad("A message takes one attachment.");
            }
            if (visit.call().uploads().stream()
                    .anyMatch(upload -> !upload.part().equals("files"))) {
                throw Refusals.bad("A file must be sent as the part named files.");
            }
            urls.forEach(Posting::checkUrl);
            return store(visit, body, wording, urls, attachments);
        }

        private ObjectNode store(
                Visit visit, Fields body, Wording wording, List<String> urls, Optional<ArrayNode> attachments) {
            Optional<Person> to = recipient(visit, body);
            Room room = to.map(person -> world.directRoomOrNew(visit.person(), person))
                    .orElseGet(() -> room(visit, body));
            if (room.announcementOnly && !room.isManagedBy(visit.person())) {
                throw Refusals.forbidden("only a moderator may post to this room");
            }
            Optional<UUID> parent = body.given("parentId").map(id -> thread(room, id));
            Message message = world.addMessage(room, visit.person(), wording, world.now());
            message.parent = parent;
            message.attachments = attachments;
            String contentId = message.uuid + "/0";
            world.attach(
                    message,
                    Stream.concat(
                                    urls.stream()
                                            .map(url ->
                                                    new Content(contentId, nameOf(url), new Content.Referenced(url))),
                                    visit.call().uploads().stream()
                                            .map(upload -> new Content(
                                                    contentId,
                                                    upload.fileName(),
                                                    new Content.Uploaded(
                                                            storage.keep(upload, message.uuid + "-0"),
                                                            upload.size(),
                                                            upload.mediaType()))))
                            .toList());
            ObjectNode json = message.json(visit.call().base());
            to.ifPresent(person -> json.put("toPersonId", person.id()).put("toPersonEmail", person.email));
            return json;
        }

        private Optional<Person> recipient(Visit visit, Fields body) {
            Optional<String> id = body.given("toPersonId");
            Optional<String> email = body.given("toPersonEmail");
            long destinations = Stream.of(body.given("roomId"), id, email)
                    .filter(Optional::isPresent)
                    .count();
            if (destinations != 1) {
                throw Refusals.bad("Exactly one of the destination fields must not be empty"
                        + " (roomId, toPersonEmail, toPersonId)");
            }
            Optional<Person> person = id.map(given -> Addresses.byId(world, given))
                    .or(() -> email.map(given -> Addresses.byEmail(world, given)));
            if (person.filter(visit.person()::equals).isPresent()) {
                throw Refusals.bad("A message cannot be sent to oneself.");
            }
            if (body.given("parentId").isPresent() && person.isPresent()) {
                // Checked before a direct room comes into being by a call that fails.
                Room room = world.directRoom(visit.person(), person.get()).orElseThrow(Refusals::notFound);
                thread(room, body.given("parentId").get());
            }
            return person;
        }

        private Room room(Visit visit, Fields body) {
            return RoomsEndpoint.visible(
                            world,
                            visit.person(),
                            Ids.given(Ids.ROOM, body.given("roomId").orElse("")))
                    .orElseThrow(() -> new Refusal(404, "Could not find a room with provided ID."));
        }

        private UUID thread(Room room, String parentId) {
            Message parent = Optional.ofNullable(world.messages.get(Ids.given(Ids.MESSAGE, parentId)))
                    .filter(known -> known.room.equals(room))
                    .orElseThrow(() -> Refusals.bad("parentId is not a message of this room."));
            if (parent.parent.isPresent()) {
                throw Refusals.bad("parentId is itself a reply; reply to the first message of the thread.");
            }
            return parent.uuid;
        }

        Wording wording(Fields body) {
            Optional<String> text = body.given("text").map(given -> limited("text", given));
            Optional<String> markdown = body.given("markdown").map(given -> limited("markdown", given));
            Optional<String> html = body.given("html").map(given -> limited("html", given));
            if (markdown.isPresent()) {
                return Wording.markdown(markdown.get(), text, this::mentioned);
            }
            if (html.isPresent() && text.isEmpty()) {
                return Wording.html(html.get());
            }
            return text.map(Wording::plain).orElseGet(Wording::none);
        }

        private Optional<Person> mentioned(String who) {
            return who.contains("@")
                    ? world.personByEmail(who)
                    : Ids.uuid(Ids.PEOPLE, who).flatMap(world::person);
        }

        private static void checkUrl(String url) {
            if (!url.startsWith("http://") && !url.startsWith("https://")) {
                throw Refusals.bad("files must hold a public http or https address.");
            }
        }

        private static String nameOf(String url) {
            String path = url.split("[?#]", 2)[0];
            String name = path.substring(path.lastIndexOf('/') + 1);
            return name.isEmpty() ? "file" : name;
        }
    }
}
