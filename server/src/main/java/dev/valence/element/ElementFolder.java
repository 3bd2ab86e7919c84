package dev.valence.element;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.valence.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A folder of the catalog: {@code element.yaml}, {@code hooks/*.js} and {@code samples/<object>.json}. */
final class ElementFolder {
    private final Path folder;
    private final String name;

    /**
     * @param folder in any file system, also inside of a jar
     * @param name for messages, for example {@code elements/demo}
     */
    ElementFolder(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /**
     * The element as written.
     *
     * @throws InvalidElement when {@code element.yaml} is missing or is not YAML, or a script that it names is missing
     */
    ElementSource source() {
        Path file = folder.resolve("element.yaml");
        String label = name + "/element.yaml";
        if (!Files.isRegularFile(file)) {
            throw new InvalidElement(List.of(new ElementFault(label, 0, "", "the file is missing")));
        }
        try {
            return HookFiles.put(ElementYaml.read(label, Files.readString(file)), folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + label, e);
        }
    }

    /**
     * Object name to one example of it.
     *
     * @throws InvalidElement when a sample is not JSON
     */
    Map<String, JsonNode> samples() {
        Path samples = folder.resolve("samples");
        Map<String, JsonNode> byName = new LinkedHashMap<>();
        if (!Files.isDirectory(samples)) {
            return byName;
        }
        try (Stream<Path> files = Files.list(samples)) {
            for (Path file : files.sorted().toList()) {
                String fileName = String.valueOf(file.getFileName());
                if (fileName.endsWith(".json")) {
                    byName.put(fileName.substring(0, fileName.length() - ".json".length()), sample(file, fileName));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read the samples of " + name, e);
        }
        return byName;
    }

    private JsonNode sample(Path file, String fileName) throws IOException {
        try {
            return Json.MAPPER.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            String label = name + "/samples/" + fileName;
            ElementFaults faults =
                    new ElementFaults(new ElementSource(label, MissingNode.getInstance(), Map.of("", line)));
            faults.add(JsonPointer.empty(), "not JSON: " + e.getOriginalMessage());
            throw new InvalidElement(faults.list());
        }
    }
}
