package dev.valence.formula;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Numbers the parts of a formula. A part that was there before keeps its number: it is known by the number it was sent with, else
 * by its name. Numbers that the formula did not have mean nothing, for example those of an imported document.
 */
final class PartIds {
    private PartIds() {}

    /**
     * Numbers every part of a document.
     *
     * @param before the document until now; an empty object for a new formula
     * @param fresh makes as many new numbers as are asked for
     */
    static void number(ObjectNode document, JsonNode before, IntFunction<List<Long>> fresh) {
        List<ObjectNode> unknown = new ArrayList<>();
        for (String list : FormulaVersion.PARTS) {
            unknown.addAll(numberKnown(list, document, before));
        }
        Deque<Long> numbers = new ArrayDeque<>(unknown.isEmpty() ? List.of() : fresh.apply(unknown.size()));
        unknown.forEach(part -> part.put("id", numbers.remove()));
    }

    /** The parts that have no number of before. */
    private static List<ObjectNode> numberKnown(String list, ObjectNode document, JsonNode before) {
        String member = list.equals("configuration") ? "key" : "name";
        Set<Long> free = new HashSet<>();
        Map<String, Long> byName = new HashMap<>();
        for (JsonNode part : before.path(list)) {
            free.add(part.path("id").longValue());
            byName.put(part.path(member).asText(), part.path("id").longValue());
        }
        List<ObjectNode> rest = new ArrayList<>();
        for (JsonNode part : document.path(list)) {
            ObjectNode object = (ObjectNode) part;
            long sent = object.path("id").asLong(-1);
            if (free.remove(sent)) {
                putFirst(object, sent);
            } else {
                rest.add(object);
            }
        }
        List<ObjectNode> unknown = new ArrayList<>();
        for (ObjectNode part : rest) {
            long known = byName.getOrDefault(part.path(member).asText(), -1L);
            boolean kept = free.remove(known);
            putFirst(part, known);
            if (!kept) {
                unknown.add(part);
            }
        }
        return unknown;
    }

    /** The number comes first in what people read. */
    private static void putFirst(ObjectNode part, long id) {
        ObjectNode rest = part.deepCopy();
        rest.remove("id");
        part.removeAll();
        part.put("id", id);
        part.setAll(rest);
    }
}
