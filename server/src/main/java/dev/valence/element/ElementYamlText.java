package dev.valence.element;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.StringWriter;
import java.util.List;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Writes element JSON as YAML, so that reading it again gives the same JSON. */
final class ElementYamlText {
    /** Next line, the separators and the byte order mark, which emitter and scanner do not see alike. */
    private static final Pattern ODD = Pattern.compile("[\\x{85}\\x{2028}\\x{2029}\\x{FEFF}]");

    private static final DumpSettings SETTINGS = DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setWidth(Integer.MAX_VALUE)
            .setSplitLines(false)
            .setIndicatorIndent(2)
            .setIndentWithIndicator(true)
            .build();

    private ElementYamlText() {}

    static String of(JsonNode json) {
        Text text = new Text();
        new Dump(SETTINGS).dumpNode(node(json), text);
        return text.toString();
    }

    private static Node node(JsonNode json) {
        return switch (json.getNodeType()) {
            case OBJECT -> {
                List<NodeTuple> members = json.properties().stream()
                        .map(member -> new NodeTuple(key(member.getKey()), node(member.getValue())))
                        .toList();
                yield new MappingNode(Tag.MAP, members, members.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
            }
            case ARRAY -> {
                List<Node> items = json.valueStream().map(ElementYamlText::node).toList();
                yield new SequenceNode(Tag.SEQ, items, items.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
            }
            case STRING -> text(json.textValue());
            case BOOLEAN -> new ScalarNode(Tag.BOOL, json.asText(), ScalarStyle.PLAIN);
            case NUMBER ->
                new ScalarNode(json.isIntegralNumber() ? Tag.INT : Tag.FLOAT, json.asText(), ScalarStyle.PLAIN);
            default -> new ScalarNode(Tag.NULL, "null", ScalarStyle.PLAIN);
        };
    }

    private static ScalarNode key(String name) {
        return new ScalarNode(Tag.STR, name, plainOrQuoted(name));
    }

    /** Scripts are easier to read as blocks. */
    private static ScalarNode text(String text) {
        boolean block = text.indexOf('\n') >= 0 && !ODD.matcher(text).find();
        return new ScalarNode(Tag.STR, text, block ? ScalarStyle.LITERAL : plainOrQuoted(text));
    }

    /** The emitter quotes what would be read as something else, except for these. */
    private static ScalarStyle plainOrQuoted(String text) {
        return text.isEmpty() || ODD.matcher(text).find() ? ScalarStyle.DOUBLE_QUOTED : ScalarStyle.PLAIN;
    }

    private static final class Text extends StringWriter implements StreamDataWriter {
        @Override
        public void flush() {
            super.flush();
        }
    }
}
