package dev.valence.sandbox.webex;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Refusal;
import dev.valence.sandbox.http.StorageFolder;
import dev.valence.sandbox.http.Upload;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Checks and stores a new message; nothing is created by a call that fails. */
record Posting(World world, StorageFolder storage) {
    private static final int TEXT_BYTES = 7439;

    /** Whether a message could come of the call, as far as its one destination goes; what it says is looked at later. */
    static boolean isPossible(World world, Visit visit) {
        Fields body = visit.body();
        List<String> urls = body.texts("files");
        boolean single = urls.size() == 1 && urls.getFirst().matches("https?://.+");
        Optional<Room> room = body.given("roomId")
                .flatMap(id -> Ids.uuid(Ids.ROOM, id))
                .flatMap(world.rooms::find)
                .filter(known -> known.member(visit.person()).isPresent());
        boolean toPerson = body.given("toPersonId").isPresent()
                || body.given("toPersonEmail").isPresent();
        return single && (room.isPresent() != toPerson);
    }

    ObjectNode post(Visit visit) {
        Fields body = visit.body();
        List<String> urls = body.texts("files");
        Optional<ArrayNode> attachments = visit.call().isMultipart() ? Optional.empty() : body.array("attachments");
        List<Upload> uploads = visit.call().uploads();
        boolean fetched = uploads.stream().anyMatch(upload -> upload.part().equals(Upload.FETCHED));
        int files = fetched ? urls.size() : urls.size() + uploads.size();
        Wording wording = wording(body);
        if (wording.text().isEmpty() && files == 0 && attachments.isEmpty()) {
            throw Refusals.bad("Both text and file cannot be empty.");
        }
        if (files > 1) {
            throw Refusals.bad("A message takes one file.");
        }
        attachments.ifPresent(Card::check);
        if (uploads.stream()
                .anyMatch(upload ->
                        !upload.part().equals("files") && !upload.part().equals(Upload.FETCHED))) {
            throw Refusals.bad("A file must be sent as the part named files.");
        }
        urls.forEach(Posting::checkUrl);
        return store(visit, body, wording, urls, attachments);
    }

    private ObjectNode store(
            Visit visit, Fields body, Wording wording, List<String> urls, Optional<ArrayNode> attachments) {
        Optional<Person> to = recipient(visit, body);
        Room room =
                to.map(person -> world.directRoomOrNew(visit.person(), person)).orElseGet(() -> room(visit, body));
        if (room.announcementOnly && !room.isManagedBy(visit.person())) {
            throw Refusals.forbidden("only a moderator may post to this room");
        }
        if (room.readOnly) {
            throw Refusals.forbidden("a compliance officer has made this room read-only");
        }
        Optional<UUID> parent = body.given("parentId").map(id -> thread(room, id));
        Message message = world.draft(room, visit.person(), wording, world.now());
        message.parent = parent;
        message.attachments = attachments;
        message.files = files(message, visit.call().uploads(), urls);
        world.post(message, visit.person());
        ObjectNode json = message.json(visit.call().base());
        to.ifPresent(person -> json.put("toPersonId", person.id()).put("toPersonEmail", person.email));
        return json;
    }

    /** What was sent along or fetched; an address that may not be called stands for itself. */
    private List<Content> files(Message message, List<Upload> uploads, List<String> urls) {
        String id = message.uuid + "/0";
        if (uploads.isEmpty()) {
            return urls.stream()
                    .map(url -> new Content(id, Upload.nameOf(url), new Content.Referenced(url)))
                    .toList();
        }
        return uploads.stream()
                .map(upload -> new Content(
                        id,
                        upload.fileName(),
                        new Content.Uploaded(
                                storage.keep(upload, message.uuid + "-0"), upload.size(), upload.mediaType())))
                .toList();
    }

    private Optional<Person> recipient(Visit visit, Fields body) {
        Optional<String> id = body.given("toPersonId");
        Optional<String> email = body.given("toPersonEmail");
        long destinations = Stream.of(body.given("roomId"), id, email)
                .filter(Optional::isPresent)
                .count();
        if (destinations != 1) {
            throw Refusals.bad(
                    "Exactly one of the destination fields must not be empty (roomId, toPersonEmail, toPersonId)");
        }
        if (body.given("parentId").isPresent() && body.given("roomId").isEmpty()) {
            // Checked before anybody is invited and before a direct room comes into being.
            Room room = id.flatMap(given -> world.people.find(Ids.given(Ids.PEOPLE, given)))
                    .or(() -> email.flatMap(world.people::byEmail))
                    .flatMap(known -> world.rooms.direct(visit.person(), known))
                    .orElseThrow(Refusals::notFound);
            thread(room, body.given("parentId").orElse(""));
        }
        Optional<Person> person = id.map(given -> Addresses.byId(world, given))
                .or(() -> email.map(given -> Addresses.byEmail(world, given)));
        if (person.filter(visit.person()::equals).isPresent()) {
            throw Refusals.bad("A message cannot be sent to oneself.");
        }
        return person;
    }

    private Room room(Visit visit, Fields body) {
        UUID uuid = Ids.given(Ids.ROOM, body.given("roomId").orElse(""));
        if (world.rooms
                .findArchived(uuid)
                .filter(known -> known.isReadBy(visit.person()))
                .isPresent()) {
            throw Refusals.forbidden("this room is archived");
        }
        return world.rooms
                .find(uuid)
                .filter(room -> room.member(visit.person()).isPresent())
                .orElseThrow(() -> new Refusal(404, "Could not find a room with provided ID."));
    }

    private UUID thread(Room room, String parentId) {
        Message parent = world.messages
                .find(Ids.given(Ids.MESSAGE, parentId))
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
        if (html.isPresent()) {
            return Wording.html(html.get(), text);
        }
        return text.map(Wording::plain).orElseGet(Wording::none);
    }

    private Optional<Person> mentioned(String who) {
        return who.contains("@")
                ? world.people.byEmail(who)
                : Ids.uuid(Ids.PEOPLE, who).flatMap(world.people::find);
    }

    private static void checkUrl(String url) {
        if (!url.startsWith("http://") && !url.startsWith("https://")) {
            throw Refusals.bad("files must hold a public http or https address.");
        }
    }

    private static String limited(String name, String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length > TEXT_BYTES) {
            throw Refusals.bad(name + " is longer than 7439 characters before encryption, or 10000 after.");
        }
        return text;
    }
}
