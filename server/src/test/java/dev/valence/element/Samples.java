package dev.valence.element;

import java.util.Map;

/** A small element that is right, for tests to break. */
final class Samples {
    static final String HEAD = """
            id: 7
            name: Demo
            key: demo
            hub: general
            authentication: {type: custom}
            configuration:
              - {key: base.url, name: Base URL, type: TEXTFIELD_1000, defaultValue: "http://localhost:9000"}
            """;

    private Samples() {}

    /** The element with more members behind. */
    static String text(String more) {
        return HEAD + more;
    }

    static Element element(String more) {
        return ElementReader.read(ElementYaml.read("demo.yaml", text(more)), Map.of());
    }
}
