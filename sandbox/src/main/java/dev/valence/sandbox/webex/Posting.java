package dev.valence.sandbox.webex;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Refusal;
import dev.valence.sandbox.http.StorageFolder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Checks and stores a new message; nothing is created by a call that fails. */
record Posting(World world, StorageFolder storage) {
    private static final int TEXT_BYTES = 7439;

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
        if (visit.call().uploads().stream().anyMatch(upload -> !upload.part().equals("files"))) {
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
        Optional<UUID> parent = body.given("parentId").map(id -> thread(room, id));
        Message message = world.addMessage(room, visit.person(), wording, world.now());
        message.parent = parent;
        message.attachments = attachments;
        String contentId = message.uuid + "/0";
        world.attach(
                message,
                Stream.concat(
                                urls.stream()
                                        .map(url -> new Content(contentId, nameOf(url), new Content.Referenced(url))),
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
            throw Refusals.bad(
                    "Exactly one of the destination fields must not be empty (roomId, toPersonEmail, toPersonId)");
        }
        if (body.given("parentId").isPresent() && body.given("roomId").isEmpty()) {
            // Checked before anybody is invited and before a direct room comes into being.
            Room room = id.flatMap(given -> world.person(Ids.given(Ids.PEOPLE, given)))
                    .or(() -> email.flatMap(world::personByEmail))
                    .flatMap(known -> world.directRoom(visit.person(), known))
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

    private static String limited(String name, String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length > TEXT_BYTES) {
            throw Refusals.bad(name + " is longer than 7439 characters before encryption, or 10000 after.");
        }
        return text;
    }
}
