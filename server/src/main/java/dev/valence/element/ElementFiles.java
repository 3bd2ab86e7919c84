package dev.valence.element;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The files beside an element's definition that people look at. */
public final class ElementFiles {
    private ElementFiles() {}

    /** What the element's author tells about it, in Markdown. */
    public static Optional<String> readme(Element element) {
        return read(element, "README.md").map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** Its picture, an SVG. */
    static Optional<byte[]> icon(Element element) {
        return read(element, "icon.svg");
    }

    /** The key is one of the catalog's and so leads to no other folder. */
    private static Optional<byte[]> read(Element element, String file) {
        String path = "elements/" + element.key() + "/" + file;
        try (InputStream in = ElementFiles.class.getClassLoader().getResourceAsStream(path)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + path, e);
        }
    }
}
