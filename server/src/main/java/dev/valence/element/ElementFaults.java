package dev.valence.element;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the faults of one element and finds their lines. */
final class ElementFaults {
    private final ElementSource source;
    private final List<ElementFault> faults = new ArrayList<>();

    ElementFaults(ElementSource source) {
        this.source = source;
    }

    void add(JsonPointer at, String message) {
        ElementFault fault = new ElementFault(source.name(), source.line(at), member(at), message);
        if (!faults.contains(fault)) {
            faults.add(fault);
        }
    }

    boolean none() {
        return faults.isEmpty();
    }

    /** Sorted by line. */
    List<ElementFault> list() {
        return faults.stream()
                .sorted(Comparator.comparingInt(ElementFault::line))
                .toList();
    }

    /** {@code /resources/3/method} as {@code resources[3].method}. */
    private static String member(JsonPointer pointer) {
        StringBuilder member = new StringBuilder();
        for (@Nullable JsonPointer p = pointer; p != null && !p.matches(); p = p.tail()) {
            if (p.getMatchingIndex() >= 0) {
                member.append('[').append(p.getMatchingIndex()).append(']');
            } else {
                member.append(member.isEmpty() ? "" : ".").append(p.getMatchingProperty());
            }
        }
        return member.toString();
    }
}
