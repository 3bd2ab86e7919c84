package dev.valence.reception;

import dev.valence.element.Element;
import dev.valence.instance.Connection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody posts, up to its body.
 *
 * @param element of the path
 * @param instanceId as it stands in the path, encoded
 * @param headers first values by name in lower case
 */
record Post(Element element, Optional<String> instanceId, Map<String, String> headers) {
    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    boolean isFor(Connection connection) {
        return connection.element().key().equals(element.key());
    }
}
