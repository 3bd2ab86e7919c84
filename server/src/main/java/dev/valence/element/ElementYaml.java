package dev.valence.element;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads the YAML form of the element JSON (YAML 1.2, JSON schema), member for member.
 *
 * <p>The order of members, unknown members and the digits of numbers are kept. An alias stands for a copy of what
 * its anchor marks.
 */
final class ElementYaml {
    /** Aliases are free to use here; MAX_VALUES is what bounds them. */
    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setUseMarks(true)
            .setCodePointLimit(16 * 1024 * 1024)
            .setMaxAliasesForCollections(Integer.MAX_VALUE)
            .build();

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** Far above the largest element; stops a file whose aliases multiply. */
    private static final int MAX_VALUES = 500_000;

    private final String name;
    private final Map<String, Integer> lines = new HashMap<>();
    private final Deque<Node> open = new ArrayDeque<>();
    private int values;

    private ElementYaml(String name) {
        this.name = name;
    }

    /**
     * Reads one document.
     *
     * @param name of the file, for messages
     * @throws InvalidElement when the text is not YAML, or is YAML that JSON cannot say
     */
    static ElementSource read(String name, String text) {
        ElementYaml yaml = new ElementYaml(name);
        try {
            Node root = new Compose(SETTINGS)
                    .composeString(text)
                    .orElseThrow(() -> yaml.fault(1, "", "the file is empty; an element needs at least name and hub"));
            return new ElementSource(name, yaml.json(root, JsonPointer.empty()), Map.copyOf(yaml.lines));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            throw yaml.fault(line, "", "not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw yaml.fault(0, "", "not YAML: " + e.getMessage());
        }
    }

    private JsonNode json(Node node, JsonPointer at) {
        lines.putIfAbsent(at.toString(), line(node));
        if (++values > MAX_VALUES) {
            throw fault(line(node), at.toString(), "the aliases of this file multiply beyond measure");
        }
        if (open.contains(node)) {
            throw fault(line(node), at.toString(), "an alias inside of its own anchor");
        }
        open.push(node);
        JsonNode json = switch (node) {
            case MappingNode mapping -> object(mapping, at);
            case SequenceNode sequence -> array(sequence.getValue(), at);
            case ScalarNode scalar -> scalar(scalar, at);
            default -> throw fault(line(node), at.toString(), "not a value that JSON knows");
        };
        open.pop();
        return json;
    }

    private ObjectNode object(MappingNode mapping, JsonPointer at) {
        ObjectNode object = NODES.objectNode();
        for (NodeTuple member : mapping.getValue()) {
            if (!(member.getKeyNode() instanceof ScalarNode key)) {
                throw fault(line(member.getKeyNode()), at.toString(), "a member's name must be a text");
            }
            JsonPointer place = at.appendProperty(key.getValue());
            if (object.has(key.getValue())) {
                throw fault(line(key), place.toString(), "the member stands here twice");
            }
            lines.put(place.toString(), line(key));
            object.set(key.getValue(), json(member.getValueNode(), place));
        }
        return object;
    }

    private ArrayNode array(List<Node> items, JsonPointer at) {
        ArrayNode array = NODES.arrayNode(items.size());
        for (int i = 0; i < items.size(); i++) {
            array.add(json(items.get(i), at.appendIndex(i)));
        }
        return array;
    }

    private JsonNode scalar(ScalarNode scalar, JsonPointer at) {
        Tag tag = scalar.getTag();
        String text = scalar.getValue();
        if (tag.equals(Tag.STR)) {
            return NODES.textNode(text);
        }
        if (tag.equals(Tag.NULL)) {
            return NODES.nullNode();
        }
        if (tag.equals(Tag.BOOL)) {
            return NODES.booleanNode(text.equals("true"));
        }
        try {
            if (tag.equals(Tag.INT)) {
                return whole(new BigInteger(text));
            }
            if (tag.equals(Tag.FLOAT)) {
                return DecimalNode.valueOf(new BigDecimal(text));
            }
        } catch (NumberFormatException _) {
            throw fault(line(scalar), at.toString(), text + " is not a number that JSON knows");
        }
        throw fault(line(scalar), at.toString(), "the tag " + tag + " has no meaning in JSON");
    }

    /** The node type that Jackson's parser picks, so that trees from YAML and from JSON are equal. */
    private static JsonNode whole(BigInteger number) {
        if (number.bitLength() < Integer.SIZE) {
            return NODES.numberNode(number.intValue());
        }
        return number.bitLength() < Long.SIZE ? NODES.numberNode(number.longValue()) : NODES.numberNode(number);
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }

    private InvalidElement fault(int line, String pointer, String message) {
        ElementFaults faults = new ElementFaults(new ElementSource(name, NODES.objectNode(), Map.of(pointer, line)));
        faults.add(JsonPointer.compile(pointer), message);
        return new InvalidElement(faults.list());
    }
}
