package dev.valence.sandbox.webex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.PathTable;
import dev.valence.sandbox.http.Refusal;
import dev.valence.sandbox.http.Reply;
import java.util.UUID;

/** {@code /attachment/actions}: submissions of cards. */
final class AttachmentActionsEndpoint implements Endpoint {
    private final World world;

    AttachmentActionsEndpoint(World world) {
        this.world = world;
    }

    @Override
    public void publish(PathTable<Operation> table) {
        table.add("POST", "/attachment/actions", Operation.needs("spark:messages_write", this::submit));
        table.add("GET", "/attachment/actions/{id}", Operation.needs("spark:messages_read", this::read));
    }

    private Reply submit(Visit visit) {
        Fields body = visit.body();
        if (!body.given("type").orElse("").equals("submit")) {
            throw Refusals.bad("type must be submit.");
        }
        String messageId = body.given("messageId").orElseThrow(() -> Refusals.bad("messageId cannot be null"));
        ObjectNode inputs = body.object("inputs").orElseThrow(() -> Refusals.bad("inputs cannot be null"));
        Message message = Ids.uuid(Ids.MESSAGE, messageId)
                .flatMap(world.messages::find)
                .filter(known -> known.room.member(visit.person()).isPresent())
                .orElseThrow(Refusals::notFound);
        if (message.attachments.isEmpty()) {
            throw Refusals.bad("MessageId should point to an activity with cards");
        }
        if (message.author.equals(visit.person().uuid)) {
            throw Refusals.bad("The author of a card cannot submit it.");
        }
        AttachmentAction action =
                new AttachmentAction(UUID.randomUUID(), message, visit.person().uuid, inputs, world.now());
        world.messages.add(action);
        world.chronicle.action(action);
        return Reply.json(200, action.json());
    }

    private Reply read(Visit visit) {
        return Reply.json(
                200,
                Ids.uuid(Ids.ATTACHMENT_ACTION, visit.id())
                        .flatMap(world.messages::action)
                        .filter(action -> action.message().author.equals(visit.person().uuid))
                        .orElseThrow(() -> new Refusal(404, "Unable to get attachment action."))
                        .json());
    }
}
