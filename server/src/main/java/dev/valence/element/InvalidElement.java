package dev.valence.element;

import java.util.List;
import java.util.stream.Collectors;

/** One or more elements break the rules of the model; carries every fault, not just the first. */
public final class InvalidElement extends RuntimeException {
    private final List<ElementFault> faults;

    public InvalidElement(List<ElementFault> faults) {
        super(faults.stream().map(ElementFault::toString).collect(Collectors.joining("\n")));
        this.faults = List.copyOf(faults);
    }

    /** In the order of the files and their members. */
    public List<ElementFault> faults() {
        return faults;
    }
}
