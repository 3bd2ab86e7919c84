package dev.valence.sandbox.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collection;

/** Reading and writing JSON with every digit of a number kept. */
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .configure(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION, false)
            .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, false)
            .configure(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, true)
            .configure(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, true)
            .build();

    /** For one object of a series: more comes after it. */
    private static final ObjectReader SERIES = MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Json() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ArrayNode array(Collection<String> texts) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        texts.forEach(array::add);
        return array;
    }

    public static ArrayNode list(Collection<? extends JsonNode> nodes) {
        return JsonNodeFactory.instance.arrayNode().addAll(nodes);
    }

    /**
     * Reads an object.
     *
     * @throws IOException when the bytes are not one JSON object
     */
    public static ObjectNode readObject(byte[] bytes) throws IOException {
        if (MAPPER.readTree(bytes) instanceof ObjectNode object) {
            return object;
        }
        throw new IOException("not a JSON object");
    }

    /** Reads a series of objects. */
    public static JsonParser parser(InputStream in) throws IOException {
        return MAPPER.getFactory().createParser(in);
    }

    /** Writes a series of objects, each on a line of its own. */
    public static JsonGenerator lines(OutputStream out) throws IOException {
        return MAPPER.getFactory().createGenerator(out).setRootValueSeparator(new SerializedString("\n"));
    }

    public static void write(JsonGenerator out, ObjectNode object) throws IOException {
        MAPPER.writeTree(out, object);
    }

    /** The object that the parser stands in, from its next member on. */
    public static ObjectNode rest(JsonParser in) throws IOException {
        return SERIES.readTree(in) instanceof ObjectNode object ? object : object();
    }

    public static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not writable as JSON: " + value.getClass(), e);
        }
    }
}
