package dev.valence.sandbox.webex;

import dev.valence.sandbox.http.StorageFolder;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** All messages with their files and what was filled in on their cards. */
final class Messages {
    private final Map<UUID, Message> byId = new HashMap<>();
    private final Map<String, Content> contents = new HashMap<>();
    private final Map<UUID, AttachmentAction> actions = new HashMap<>();
    private final StorageFolder storage;

    Messages(StorageFolder storage) {
        this.storage = storage;
    }

    Optional<Message> find(UUID uuid) {
        return Optional.ofNullable(byId.get(uuid));
    }

    Collection<Message> all() {
        return byId.values();
    }

    void add(Message message) {
        byId.put(message.uuid, message);
        message.room.messages.put(message.uuid.timestamp(), message);
        message.files.forEach(file -> contents.put(file.internalId(), file));
    }

    /** Takes a message away with its files and submissions. */
    void remove(Message message) {
        byId.remove(message.uuid);
        message.room.messages.remove(message.uuid.timestamp());
        message.files.forEach(this::forget);
        if (message.attachments.isPresent()) {
            actions.values().removeIf(action -> action.message().equals(message));
        }
    }

    Optional<Content> content(String internalId) {
        return Optional.ofNullable(contents.get(internalId));
    }

    Optional<AttachmentAction> action(UUID uuid) {
        return Optional.ofNullable(actions.get(uuid));
    }

    Collection<AttachmentAction> actions() {
        return actions.values();
    }

    void add(AttachmentAction action) {
        actions.put(action.uuid(), action);
    }

    private void forget(Content content) {
        contents.remove(content.internalId());
        if (content.source() instanceof Content.Uploaded uploaded) {
            storage.delete(uploaded.path());
        }
    }

    void clear() {
        List.copyOf(contents.values()).forEach(this::forget);
        byId.clear();
        actions.clear();
    }
}
