package dev.valence.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.Locale;

/** The simple types of fields; a value that cannot be of its type stays what it is. */
enum ValueType {
    STRING,
    NUMBER,
    BOOLEAN,
    DATE,
    /** Objects, arrays, other definitions, and types that nobody knows: never changed. */
    ANY;

    private static final int LONGEST_NUMBER = 400;

    /** The type of a word, or of the elements when it is {@code array[word]}. */
    static ValueType of(String word) {
        String plain = word.replace(" ", "").toLowerCase(Locale.ROOT);
        String element =
                plain.startsWith("array[") && plain.endsWith("]") ? plain.substring(6, plain.length() - 1) : plain;
        return switch (element) {
            case "string" -> STRING;
            case "number" -> NUMBER;
            case "boolean" -> BOOLEAN;
            case "date" -> DATE;
            default -> ANY;
        };
    }

    /** The word in descriptions. */
    String wire() {
        return this == ANY ? "object" : name().toLowerCase(Locale.ROOT);
    }

    /** The value in this type. */
    JsonNode convert(JsonNode value) {
        if (value.isArray()) {
            ArrayNode converted = JsonNodeFactory.instance.arrayNode(value.size());
            value.forEach(element -> converted.add(element.isArray() ? element : convert(element)));
            return converted;
        }
        return switch (this) {
            case STRING -> value.isNumber() || value.isBoolean() ? TextNode.valueOf(text(value)) : value;
            case NUMBER -> value.isTextual() ? number(value) : value;
            case BOOLEAN -> value.isTextual() ? bool(value) : value;
            case DATE, ANY -> value;
        };
    }

    /** Every digit as the provider wrote it, and no exponent. */
    private static String text(JsonNode value) {
        boolean plain = value.isBigDecimal() && Math.abs(value.decimalValue().scale()) < LONGEST_NUMBER;
        return plain ? value.decimalValue().toPlainString() : value.asText();
    }

    private static JsonNode number(JsonNode value) {
        String text = value.textValue().strip();
        if (text.isEmpty()
                || text.length() > LONGEST_NUMBER
                || !text.matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d{1,3})?")) {
            return value;
        }
        BigDecimal number = new BigDecimal(text);
        if (number.scale() > 0 || number.precision() - number.scale() > 18) {
            return DecimalNode.valueOf(number);
        }
        long whole = number.longValueExact();
        return whole == (int) whole ? IntNode.valueOf((int) whole) : LongNode.valueOf(whole);
    }

    private static JsonNode bool(JsonNode value) {
        return switch (value.textValue().strip().toLowerCase(Locale.ROOT)) {
            case "true" -> BooleanNode.TRUE;
            case "false" -> BooleanNode.FALSE;
            default -> value;
        };
    }
}
