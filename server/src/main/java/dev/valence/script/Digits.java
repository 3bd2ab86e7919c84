package dev.valence.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.Json;
import dev.valence.http.JsonString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Numbers that JavaScript cannot hold or writes in another way: 64-bit ids, long decimals, {@code 1.10}. A script gets the nearest
 * that it has (ECMA-262, section 6.1.6.1); where the same comes out, what went in takes its place. First choice is the number at
 * the same path of all arguments by their names, then at that of one argument, then the only one of all that is nearest to it.
 */
final class Digits {
    /** Any number of so many digits is held. */
    private static final int HELD = 15;

    private final Map<Double, Optional<JsonNode>> nearest = new HashMap<>();

    private Digits() {}

    /**
     * A result with the numbers as they were in the arguments.
     *
     * @param names of the parameters, as hooks name in their result what they hand on; a name for each argument
     */
    static ScriptResult kept(ScriptResult result, List<String> names, List<byte[]> arguments) throws IOException {
        if (!(result instanceof ScriptResult.Done done) || arguments.stream().noneMatch(Digits::areLost)) {
            return result;
        }
        List<JsonNode> trees = new ArrayList<>(arguments.size() + 1);
        ObjectNode named = Json.MAPPER.createObjectNode();
        trees.add(named);
        Digits digits = new Digits();
        for (int i = 0; i < arguments.size(); i++) {
            JsonNode tree = Json.MAPPER.readTree(arguments.get(i));
            named.set(names.get(i), tree);
            trees.add(tree);
            digits.learn(tree);
        }
        byte[] json = Json.bytes(digits.restored(done.value(), trees));
        return new ScriptResult.Done(json, done.console(), done.mails());
    }

    /** Whether JSON has a number that JavaScript would write in another way, or might. */
    static boolean areLost(byte[] json) {
        for (int i = 0; i < json.length; i++) {
            byte at = json[i];
            if (at == '"') {
                i = closingQuote(json, i + 1);
            } else if (at == '-' || (at >= '0' && at <= '9')) {
                int end = i + 1;
                while (end < json.length && isOfNumber(json[end])) {
                    end++;
                }
                if (isLost(json, i, end)) {
                    return true;
                }
                i = end - 1;
            }
        }
        return false;
    }

    private static int closingQuote(byte[] json, int from) {
        int i = JsonString.special(json, from, json.length);
        while (i < json.length && json[i] != '"') {
            i = JsonString.special(json, Math.min(i + (json[i] == '\\' ? 2 : 1), json.length), json.length);
        }
        return i;
    }

    private static boolean isLost(byte[] json, int from, int end) {
        boolean fraction = false;
        for (int i = from; i < end; i++) {
            if (json[i] == 'e' || json[i] == 'E') {
                return true;
            }
            fraction |= json[i] == '.';
        }
        // Below a millionth JavaScript writes an exponent, and it writes no minus before a zero.
        return end - from > HELD
                || (fraction && json[end - 1] == '0')
                || (json[from] == '0' && end - from > "0.000001".length())
                || (json[from] == '-' && from + 1 < end && json[from + 1] == '0');
    }

    private static boolean isOfNumber(byte at) {
        return (at >= '0' && at <= '9') || at == '.' || at == 'e' || at == 'E' || at == '+' || at == '-';
    }

    private void learn(JsonNode given) {
        if (given.isNumber()) {
            nearest.merge(
                    given.doubleValue(),
                    Optional.of(given),
                    (known, same) -> known.filter(one -> one.asText().equals(given.asText())));
        } else {
            given.forEach(this::learn);
        }
    }

    private JsonNode restored(JsonNode result, List<JsonNode> there) {
        if (result.isNumber() || result.isNull()) {
            return number(result, there);
        }
        if (result instanceof ObjectNode object) {
            object.properties()
                    .forEach(member -> member.setValue(restored(
                            member.getValue(),
                            there.stream().map(one -> one.path(member.getKey())).toList())));
        } else if (result instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int at = i;
                array.set(
                        i,
                        restored(
                                array.get(i),
                                there.stream().map(one -> one.path(at)).toList()));
            }
        }
        return result;
    }

    /** Null stands for what is out of all bounds. */
    private JsonNode number(JsonNode result, List<JsonNode> there) {
        for (JsonNode one : there) {
            if (one.isNumber()
                    && (result.isNull()
                            ? Double.isInfinite(one.doubleValue())
                            : one.doubleValue() == result.doubleValue())) {
                return one;
            }
        }
        return result.isNull()
                ? result
                : nearest.getOrDefault(result.doubleValue(), Optional.empty()).orElse(result);
    }
}
