package dev.valence.element;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.http.NotFound;
import dev.valence.store.StartupFailure;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.util.ClassPathUtils;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Every element that the server knows, read once at start; a broken element stops the start. */
@Startup
@Singleton
public final class Catalog {
    private static final String FOLDER = "elements";

    private final SortedMap<String, Element> byKey = new TreeMap<>();
    private final Map<Long, Element> byId = new HashMap<>();

    /**
     * Reads {@code elements/} on the class path, and a folder of the operator's own elements.
     *
     * @param more the folder, which has one folder for each element
     * @throws StartupFailure with the faults of all elements, or of the settings that point them elsewhere
     */
    @Inject
    public Catalog(ProviderUrls urls, @ConfigProperty(name = "valence.elements-folder") Optional<String> more) {
        this(readAll(urls, more.filter(folder -> !folder.isBlank()).map(Path::of)));
    }

    /** The elements on the class path. */
    public Catalog(ProviderUrls urls) {
        this(urls, Optional.empty());
    }

    /**
     * A catalog of the given elements.
     *
     * @throws InvalidElement when two elements share a key or an id
     */
    public Catalog(Collection<Element> elements) {
        List<ElementFault> faults = new ArrayList<>();
        for (Element element : elements) {
            String file = FOLDER + "/" + element.key() + "/element.yaml";
            if (byKey.putIfAbsent(element.key(), element) != null) {
                faults.add(new ElementFault(file, 0, "key", "another element has the key " + element.key()));
            } else if (byId.putIfAbsent(element.id(), element) != null) {
                faults.add(new ElementFault(file, 0, "id", "another element has the id " + element.id()));
            }
        }
        if (!faults.isEmpty()) {
            throw new InvalidElement(faults);
        }
    }

    /** Sorted by key. */
    public Collection<Element> elements() {
        return Collections.unmodifiableCollection(byKey.values());
    }

    /** By key, or by id written in digits. */
    public Optional<Element> find(String keyOrId) {
        Element element = byKey.get(keyOrId);
        if (element == null
                && !keyOrId.isEmpty()
                && keyOrId.length() < 19
                && keyOrId.chars().allMatch(c -> c >= '0' && c <= '9')) {
            element = byId.get(Long.parseLong(keyOrId));
        }
        return Optional.ofNullable(element);
    }

    /**
     * By key, or by id written in digits.
     *
     * @throws NotFound when there is no such element
     */
    public Element require(String keyOrId) {
        return find(keyOrId).orElseThrow(() -> new NotFound("No element found with ID/key " + keyOrId));
    }

    private static List<Element> readAll(ProviderUrls urls, Optional<Path> more) {
        List<Element> elements = new ArrayList<>();
        more.filter(folder -> !Files.isDirectory(folder)).ifPresent(folder -> {
            throw new StartupFailure("valence.elements-folder names " + folder + ", which is no folder");
        });
        try {
            ClassPathUtils.consumeAsPaths(
                    Catalog.class.getClassLoader(),
                    FOLDER,
                    folder -> elements.addAll(readFolder(folder, FOLDER, urls)));
            more.ifPresent(folder -> elements.addAll(readFolder(folder, folder.toString(), urls)));
            return new ArrayList<>(new Catalog(elements).elements());
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read the catalog from the class path", e);
        } catch (InvalidElement | IllegalArgumentException e) {
            throw new StartupFailure(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Reads every folder in a folder.
     *
     * @param label of the folder, for messages
     * @throws InvalidElement with the faults of all elements
     */
    static List<Element> readFolder(Path catalog, String label, ProviderUrls urls) {
        List<Element> elements = new ArrayList<>();
        List<ElementFault> faults = new ArrayList<>();
        try (Stream<Path> folders = Files.list(catalog)) {
            for (Path path : folders.filter(Files::isDirectory).sorted().toList()) {
                String name = label + "/" + String.valueOf(path.getFileName()).replace("/", "");
                try {
                    ElementFolder folder = new ElementFolder(path, name);
                    Map<String, JsonNode> samples = folder.samples();
                    elements.add(ElementReader.read(urls.apply(folder.source()), samples));
                } catch (InvalidElement e) {
                    faults.addAll(e.faults());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read the catalog folder " + catalog, e);
        }
        if (!faults.isEmpty()) {
            throw new InvalidElement(faults);
        }
        return elements;
    }
}
