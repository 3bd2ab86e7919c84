package dev.valence.element;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Puts the scripts that stand in files of their own, {@code file: hooks/name.js}, into the element as {@code body}. */
final class HookFiles {
    private static final Pattern NAME = Pattern.compile("hooks/[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*\\.js");

    private final Path folder;
    private final ElementFaults faults;

    private HookFiles(Path folder, ElementFaults faults) {
        this.folder = folder;
        this.faults = faults;
    }

    /**
     * The element with its scripts.
     *
     * @param folder of the element
     * @throws InvalidElement when a file is missing
     */
    static ElementSource put(ElementSource source, Path folder) {
        if (!(source.json() instanceof ObjectNode written)) {
            return source;
        }
        ObjectNode element = written.deepCopy();
        ElementFaults faults = new ElementFaults(source);
        HookFiles files = new HookFiles(folder, faults);
        files.of(element, JsonPointer.empty());
        JsonPointer resources = JsonPointer.empty().appendProperty("resources");
        for (int i = 0; i < element.path("resources").size(); i++) {
            files.of(element.path("resources").path(i), resources.appendIndex(i));
        }
        if (!faults.none()) {
            throw new InvalidElement(faults.list());
        }
        return new ElementSource(source.name(), element, source.lines());
    }

    private void of(JsonNode owner, JsonPointer at) {
        JsonPointer hooks = at.appendProperty("hooks");
        for (int i = 0; i < owner.path("hooks").size(); i++) {
            if (owner.path("hooks").path(i) instanceof ObjectNode hook && hook.has("file")) {
                read(hook, hooks.appendIndex(i).appendProperty("file"));
            }
        }
    }

    private void read(ObjectNode hook, JsonPointer at) {
        String name = hook.path("file").asText();
        if (!NAME.matcher(name).matches()) {
            faults.add(at, "must name a file in the folder hooks, such as hooks/before.js, not '" + name + "'");
            return;
        }
        if (hook.has("body")) {
            faults.add(at, "a hook has either file or body");
            return;
        }
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            faults.add(at, "the file " + name + " is missing");
            return;
        }
        try {
            hook.remove("file");
            hook.put("body", Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + name, e);
        }
    }
}
