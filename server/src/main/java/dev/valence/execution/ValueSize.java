package dev.valence.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import java.util.Map;

/**
 * How large a value is, roughly, counted without making its JSON.
 *
 * @param characters of its JSON
 * @param bytes that it takes in memory
 */
record ValueSize(long characters, long bytes) {
    static final ValueSize NONE = new ValueSize(0, 0);

    static ValueSize of(JsonNode value) {
        Count count = new Count();
        count.add(value);
        return new ValueSize(count.characters, count.bytes);
    }

    private static final class Count {
        /** A node with its map or list, compressed pointers; the names of members are shared by all that are alike. */
        private static final int CONTAINER = 144;

        private static final int MEMBER = 48;
        private static final int ELEMENT = 8;
        private static final int SCALAR = 32;
        /** A node, a string and its array; two bytes a character, because one emoji makes all of them so. */
        private static final int TEXT = 56;

        private static final int CHARACTER = 2;

        private long characters;
        private long bytes;

        void add(JsonNode value) {
            if (value instanceof ContainerNode<?> container) {
                characters += 2;
                bytes += CONTAINER;
                for (Map.Entry<String, JsonNode> member : container.properties()) {
                    characters += member.getKey().length() + 4L;
                    bytes += MEMBER;
                    add(member.getValue());
                }
                if (container.isArray()) {
                    for (JsonNode element : container) {
                        characters++;
                        bytes += ELEMENT;
                        add(element);
                    }
                }
            } else if (value.isTextual()) {
                characters += value.textValue().length() + 2L;
                bytes += TEXT + (long) CHARACTER * value.textValue().length();
            } else {
                characters += 8;
                bytes += SCALAR;
            }
        }
    }
}
