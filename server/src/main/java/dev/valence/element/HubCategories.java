package dev.valence.element;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.http.NotFound;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every hub: those of {@code elements/hubs.yaml}, and those that an element names. */
@Singleton
public final class HubCategories {
    private static final String FILE = "elements/hubs.yaml";

    private final Map<String, HubCategory> byKey = new LinkedHashMap<>();

    public HubCategories(Catalog catalog) {
        for (JsonNode hub : read()) {
            add(
                    hub.path("key").asText(),
                    hub.path("name").asText(),
                    hub.path("description").asText());
        }
        for (Element element : catalog.elements()) {
            if (!byKey.containsKey(element.hub())) {
                add(element.hub(), element.hub(), "");
            }
        }
    }

    private void add(String key, String name, String description) {
        byKey.put(key, new HubCategory(byKey.size() + 1, key, name, description));
    }

    private static JsonNode read() {
        try (InputStream in = HubCategories.class.getClassLoader().getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("The class path lacks " + FILE + "; the build is incomplete");
            }
            return ElementYaml.read(FILE, new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .json();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + FILE, e);
        }
    }

    Collection<HubCategory> all() {
        return Collections.unmodifiableCollection(byKey.values());
    }

    /** Throws {@link NotFound} when there is no such hub. */
    HubCategory require(String key) {
        HubCategory hub = byKey.get(key);
        if (hub == null) {
            throw new NotFound("No hub found with key " + key + "; GET /hubs/keys lists them");
        }
        return hub;
    }
}
