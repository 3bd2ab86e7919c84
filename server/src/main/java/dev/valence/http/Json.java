package dev.valence.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;

/**
 * The JSON settings of the whole server.
 *
 * <p>Numbers keep every digit (64-bit ids, decimals), unknown members are ignored when read into a record, and
 * absent values are left out when written.
 */
public final class Json {
    public static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .configure(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION, false)
            .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
            .configure(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, true)
            .configure(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, true)
            .configure(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS, false)
            .configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false)
            .configure(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, false)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
            .build();

    private Json() {}

    /**
     * Reads a request body.
     *
     * @param what names the body in the error, for example {@code "request body"}
     * @throws BadRequest with line and column of the fault
     */
    public static <T> T read(byte[] body, Class<T> type, String what) {
        try {
            return MAPPER.readValue(body, type);
        } catch (JsonProcessingException e) {
            throw new BadRequest(fault(e, what), e);
        } catch (IOException e) {
            throw new BadRequest("The " + what + " could not be read", e);
        }
    }

    /**
     * Reads any JSON value as a tree.
     *
     * @throws BadRequest with line and column of the fault
     */
    public static JsonNode tree(byte[] body, String what) {
        return read(body, JsonNode.class, what);
    }

    /** Writes a value as compact JSON in UTF-8. */
    public static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not writable as JSON: " + value.getClass(), e);
        }
    }

    /** A parser with the same settings, for streaming. */
    public static JsonParser parser(byte[] body) throws IOException {
        return MAPPER.getFactory().createParser(body);
    }

    /** One sentence for a JSON fault: what, and at which line and column; the text itself is never repeated. */
    public static String fault(JsonProcessingException e, String what) {
        if (e.getOriginalMessage().startsWith("No content")) {
            return "The " + what + " is missing; JSON is expected";
        }
        String place = e.getLocation() == null
                ? ""
                : " at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
        return "The " + what + " is not the expected JSON" + place + ": " + words(e);
    }

    /** The words of a mapping fault name classes, which say nothing to a caller. */
    private static String words(JsonProcessingException e) {
        if (e instanceof StreamReadException) {
            return e.getOriginalMessage().replaceAll(" \\(start marker at [^)]*\\)", "");
        }
        boolean trailing = e.getOriginalMessage().startsWith("Trailing token");
        return trailing ? "something follows the first value" : "a value has another type than it should";
    }
}
