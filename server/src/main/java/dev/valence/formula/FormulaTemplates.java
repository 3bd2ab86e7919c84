package dev.valence.formula;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.Json;
import dev.valence.http.NotFound;
import io.quarkus.runtime.util.ClassPathUtils;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Formulas to begin with: data of the server, files of {@code formulas/}. */
@Singleton
public final class FormulaTemplates {
    private static final String FOLDER = "formulas";

    private final SortedMap<String, ObjectNode> byKey = new TreeMap<>();

    /** Reads them all. */
    public FormulaTemplates() {
        try {
            ClassPathUtils.consumeAsPaths(FormulaTemplates.class.getClassLoader(), FOLDER, this::read);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read the templates of formulas from the class path", e);
        }
    }

    /** What there is, by key: name, description, and the elements that the variables are for. */
    ArrayNode list() {
        ArrayNode rows = Json.MAPPER.createArrayNode();
        byKey.forEach((key, document) -> {
            ObjectNode row = rows.addObject()
                    .put("key", key)
                    .put("name", document.path("name").asText())
                    .put("description", document.path("description").asText())
                    .put("trigger", document.at("/triggers/0/type").asText());
            ArrayNode elements = row.putArray("elements");
            document.path("configuration")
                    .valueStream()
                    .map(variable -> variable.path("elementKey").asText())
                    .filter(element -> !element.isEmpty())
                    .distinct()
                    .forEach(elements::add);
        });
        return rows;
    }

    /**
     * The document of one, as {@code POST /formulas} takes it.
     *
     * @throws NotFound when there is none with this key
     */
    ObjectNode require(String key) {
        return Optional.ofNullable(byKey.get(key))
                .orElseThrow(() -> new NotFound(
                        "No template found with the key " + PropertyKind.shortened(key) + "; there are " + keys()))
                .deepCopy();
    }

    List<String> keys() {
        return List.copyOf(byKey.keySet());
    }

    private void read(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = String.valueOf(file.getFileName());
                byKey.put(name.replace(".json", ""), StoredJson.object(Files.readString(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read the templates of formulas in " + folder, e);
        }
    }
}
